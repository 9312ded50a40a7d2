/**
 * applicationHost.config of the practice server before anything went wrong, in the shape that IIS 10 installs it (four blanks, CRLF).
 * Values stand at different levels on purpose: the provider list and `authPersistNonNTLM` at the server, `enabled` and
 * `useAppPoolCredentials` at `/Altiris`, and again, whole, at the Task Management applications.
 * The password is a made-up blob: nothing here can be decrypted.
 */

export const CONFIG_FOLDER = 'C:\\Windows\\System32\\inetsrv\\config';
const ENCRYPTED_PASSWORD = '[enc:IISWASOnlyCngProvider:PR5WKR0jWlH0cJbP6rQfYc9vT2kzL3mEo1uXaNdS8gBq7hCiJtVwDxZyMFeGpOsA:enc]';

const APPLICATIONS: readonly (readonly [path: string, pool: string, folder: string])[] = [
  ['/', 'DefaultAppPool', '%SystemDrive%\\inetpub\\wwwroot'],
  ['/Altiris', 'DefaultAppPool', 'C:\\Program Files\\Altiris\\Notification Server\\Web'],
  ['/Altiris/Console', 'DefaultAppPool', 'C:\\Program Files\\Altiris\\Notification Server\\Web\\Console'],
  ['/Altiris/NS', 'DefaultAppPool', 'C:\\Program Files\\Altiris\\Notification Server'],
  ['/Altiris/NS/Agent', 'DefaultAppPool', 'C:\\Program Files\\Altiris\\Notification Server\\Agent'],
  ['/Altiris/NS/NSCap', 'DefaultAppPool', 'C:\\Program Files\\Altiris\\Notification Server\\NSCap'],
  ['/Altiris/Resource', 'DefaultAppPool', 'C:\\Program Files\\Altiris\\Resource Management\\Web'],
  ['/Altiris/TaskManagement', 'Altiris Task Management', 'C:\\Program Files\\Altiris\\TaskManagement\\Web'],
  ['/Altiris/ClientTaskServer', 'Altiris Task Management', 'C:\\Program Files\\Altiris\\Altiris Agent\\Client Task Server\\ServerWeb'],
  ['/Altiris/PackageShare', 'DefaultAppPool', 'C:\\Program Files\\Altiris\\Notification Server\\NSCap\\bin\\PackageShare'],
  ['/Status', '.NET v4.5', 'C:\\inetpub\\status'],
];

const SECTIONS: readonly (readonly [name: string, overrideModeDefault: 'Allow' | 'Deny'])[] = [
  ['anonymousAuthentication', 'Deny'],
  ['basicAuthentication', 'Deny'],
  ['clientCertificateMappingAuthentication', 'Deny'],
  ['digestAuthentication', 'Deny'],
  ['iisClientCertificateMappingAuthentication', 'Deny'],
  ['windowsAuthentication', 'Deny'],
];

const identity = (logon: string) =>
  `<processModel identityType="SpecificUser" userName="CONTOSO\\svc-smp" password="${ENCRYPTED_PASSWORD}"${logon} />`;

export const HEALTHY_APPLICATION_HOST = `<?xml version="1.0" encoding="UTF-8"?>
<!--

    IIS configuration sections.

    For schema documentation, see
    %windir%\\system32\\inetsrv\\config\\schema\\IIS_schema.xml.

    Please make a backup of this file before making any changes to it.

-->

<configuration>

    <configSections>
        <sectionGroup name="system.applicationHost">
            <section name="applicationPools" allowDefinition="AppHostOnly" overrideModeDefault="Deny" />
            <section name="log" allowDefinition="AppHostOnly" overrideModeDefault="Deny" />
            <section name="sites" allowDefinition="AppHostOnly" overrideModeDefault="Deny" />
            <section name="webLimits" allowDefinition="AppHostOnly" overrideModeDefault="Deny" />
        </sectionGroup>

        <sectionGroup name="system.webServer">
            <section name="defaultDocument" overrideModeDefault="Allow" />
            <section name="directoryBrowse" overrideModeDefault="Allow" />
            <section name="globalModules" allowDefinition="AppHostOnly" overrideModeDefault="Deny" />
            <section name="modules" allowDefinition="MachineToApplication" overrideModeDefault="Deny" />
            <sectionGroup name="security">
                <section name="access" overrideModeDefault="Deny" />
                <sectionGroup name="authentication">
${SECTIONS.map(([name, mode]) => `                    <section name="${name}" overrideModeDefault="${mode}" />`).join('\n')}
                </sectionGroup>
                <section name="requestFiltering" overrideModeDefault="Allow" />
            </sectionGroup>
        </sectionGroup>
    </configSections>

    <configProtectedData>
        <providers>
            <add name="IISWASOnlyCngProvider" type="" description="Uses Win32 Crypto APIs to encrypt and decrypt" keyContainerName="iisCngWasKey" useMachineContainer="true" />
        </providers>
    </configProtectedData>

    <system.applicationHost>

        <applicationPools>
            <add name="DefaultAppPool" managedRuntimeVersion="v4.0" autoStart="true">
                ${identity('')}
            </add>
            <add name="Altiris Task Management" managedRuntimeVersion="v4.0">
                ${identity(' loadUserProfile="true"')}
            </add>
            <add name=".NET v4.5" managedRuntimeVersion="v4.0" />
            <applicationPoolDefaults managedRuntimeVersion="v4.0">
                <processModel identityType="ApplicationPoolIdentity" />
            </applicationPoolDefaults>
        </applicationPools>

        <log>
            <centralBinaryLogFile enabled="true" directory="%SystemDrive%\\inetpub\\logs\\LogFiles" />
            <centralW3CLogFile enabled="true" directory="%SystemDrive%\\inetpub\\logs\\LogFiles" />
        </log>

        <sites>
            <site name="Default Web Site" id="1">
${APPLICATIONS.map(application).join('\n')}
                <bindings>
                    <binding protocol="http" bindingInformation="*:80:" />
                    <binding protocol="https" bindingInformation="*:443:" sslFlags="0" />
                    <binding protocol="http" bindingInformation="*:80:smp.contoso.com" />
                    <binding protocol="https" bindingInformation="*:443:smp.contoso.com" sslFlags="1" />
                </bindings>
            </site>
            <siteDefaults>
                <logFile logFormat="W3C" directory="%SystemDrive%\\inetpub\\logs\\LogFiles" />
                <traceFailedRequestsLogging directory="%SystemDrive%\\inetpub\\logs\\FailedReqLogFiles" />
            </siteDefaults>
            <applicationDefaults applicationPool="DefaultAppPool" />
            <virtualDirectoryDefaults allowSubDirConfig="true" />
        </sites>

        <webLimits />

    </system.applicationHost>

    <system.webServer>

        <defaultDocument enabled="true">
            <files>
                <add value="Default.htm" />
                <add value="index.html" />
                <add value="default.aspx" />
            </files>
        </defaultDocument>

        <directoryBrowse enabled="false" />

        <globalModules>
            <add name="HttpCacheModule" image="%windir%\\System32\\inetsrv\\cachhttp.dll" />
            <add name="StaticFileModule" image="%windir%\\System32\\inetsrv\\static.dll" />
            <add name="AnonymousAuthenticationModule" image="%windir%\\System32\\inetsrv\\authanon.dll" />
            <add name="WindowsAuthenticationModule" image="%windir%\\System32\\inetsrv\\authsspi.dll" />
            <add name="RequestFilteringModule" image="%windir%\\System32\\inetsrv\\modrqflt.dll" />
            <add name="HttpLoggingModule" image="%windir%\\System32\\inetsrv\\loghttp.dll" />
            <add name="ManagedEngineV4.0_64bit" image="%windir%\\Microsoft.NET\\Framework64\\v4.0.30319\\webengine4.dll" preCondition="integratedMode,runtimeVersionv4.0,bitness64" />
        </globalModules>

        <security>

            <access sslFlags="None" />

            <authentication>

                <anonymousAuthentication enabled="true" userName="IUSR" />

                <basicAuthentication enabled="false" />

                <clientCertificateMappingAuthentication enabled="false" />

                <digestAuthentication enabled="false" />

                <iisClientCertificateMappingAuthentication enabled="false">
                </iisClientCertificateMappingAuthentication>

                <windowsAuthentication enabled="false" authPersistNonNTLM="true">
                    <providers>
                        <add value="Negotiate" />
                        <add value="NTLM" />
                    </providers>
                </windowsAuthentication>

            </authentication>

            <requestFiltering>
                <fileExtensions allowUnlisted="true" applyToWebDAV="true" />
                <verbs allowUnlisted="true" applyToWebDAV="true" />
            </requestFiltering>

        </security>

    </system.webServer>
    <location path="" overrideMode="Allow">
        <system.webServer>

            <modules>
                <add name="HttpCacheModule" lockItem="true" />
                <add name="StaticFileModule" lockItem="true" />
                <add name="AnonymousAuthenticationModule" lockItem="true" />
                <add name="WindowsAuthenticationModule" lockItem="true" />
                <add name="RequestFilteringModule" lockItem="true" />
                <add name="HttpLoggingModule" lockItem="true" />
                <add name="WindowsAuthentication" type="System.Web.Security.WindowsAuthenticationModule" preCondition="managedHandler" />
            </modules>

        </system.webServer>
    </location>
    <location path="Default Web Site/Altiris">
        <system.webServer>
            <security>
                <authentication>
                    <anonymousAuthentication enabled="false" />
                    <windowsAuthentication enabled="true" useAppPoolCredentials="true" />
                </authentication>
            </security>
        </system.webServer>
    </location>
    <location path="Default Web Site/Altiris/NS/NSCap">
        <!-- Event queues and agent bootstrap: agents post here before they have an account. -->
        <system.webServer>
            <security>
                <authentication>
                    <anonymousAuthentication enabled="true" />
                    <windowsAuthentication enabled="false" />
                </authentication>
            </security>
        </system.webServer>
    </location>
    <location path="Default Web Site/Altiris/Resource">
        <system.webServer>
            <security>
                <authentication>
                    <windowsAuthentication enabled="false" />
                    <anonymousAuthentication enabled="true" />
                </authentication>
            </security>
        </system.webServer>
    </location>
    <location path="Default Web Site/Altiris/TaskManagement">
        <system.webServer>
            <security>
                <authentication>
                    <windowsAuthentication enabled="true" authPersistNonNTLM="true">
                        <providers>
                            <clear />
                            <add value="Negotiate" />
                            <add value="NTLM" />
                        </providers>
                    </windowsAuthentication>
                </authentication>
            </security>
        </system.webServer>
    </location>
    <location path="Default Web Site/Altiris/ClientTaskServer">
        <system.webServer>
            <security>
                <authentication>
                    <anonymousAuthentication enabled="false" />
                    <windowsAuthentication enabled="true" useKernelMode="true" useAppPoolCredentials="true" authPersistNonNTLM="true" />
                </authentication>
            </security>
        </system.webServer>
    </location>
    <location path="Default Web Site/Altiris/PackageShare">
        <system.webServer>
            <directoryBrowse enabled="true" />
        </system.webServer>
    </location>

</configuration>
`.replaceAll('\n', '\r\n');

export const HEALTHY_REDIRECTION = `<?xml version="1.0" encoding="utf-8"?>
<configuration>

    <configSections>
        <section name="configurationRedirection" />
    </configSections>

    <configurationRedirection />

</configuration>
`.replaceAll('\n', '\r\n');

export const HEALTHY_WEB_CONFIGS: Readonly<Record<string, string>> = {
  'C:\\Program Files\\Altiris\\Notification Server\\Web\\web.config': `<?xml version="1.0" encoding="utf-8"?>
<configuration>
    <system.web>
        <httpRuntime maxRequestLength="204800" executionTimeout="3600" />
    </system.web>
</configuration>
`.replaceAll('\n', '\r\n'),
  'C:\\inetpub\\status\\web.config': `<?xml version="1.0" encoding="utf-8"?>
<configuration>
    <system.webServer>
        <directoryBrowse enabled="false" />
    </system.webServer>
</configuration>
`.replaceAll('\n', '\r\n'),
};

function application([path, pool, folder]: (typeof APPLICATIONS)[number]): string {
  return `                <application path="${path}" applicationPool="${pool}">
                    <virtualDirectory path="/" physicalPath="${folder}" />
                </application>`;
}
