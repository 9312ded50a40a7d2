// An applicationHost.config of many sites, each with two applications, four in ten with a location of their own for each section.
import { writeFileSync } from 'node:fs';

const WINDOWS =
  '<windowsAuthentication enabled="true" useAppPoolCredentials="true" authPersistNonNTLM="true"><providers><clear /><add value="Negotiate" /><add value="NTLM" /></providers></windowsAuthentication>';

/**
 * @param {string} file
 * @param {number} sites
 * @returns {{sites: number, paths: number}} what was planted
 */
export function makeConfiguration(file, sites) {
  const pools = [];
  const sections = [];
  const locations = [];
  for (let at = 0; at < sites; at++) {
    const name = `Site ${String(at).padStart(5, '0')} &amp; Co`;
    pools.push(
      `      <add name="Pool${at}" managedRuntimeVersion="v4.0"><processModel identityType="SpecificUser" userName="CONTOSO\\svc${at % 900}" password="" /></add>`,
    );
    sections.push(
      `      <site name="${name}" id="${at + 1}" serverAutoStart="true">`,
      `        <application path="/" applicationPool="Pool${at}"><virtualDirectory path="/" physicalPath="D:\\sites\\${at}" /></application>`,
      `        <application path="/Altiris" applicationPool="Pool${at}"><virtualDirectory path="/" physicalPath="D:\\sites\\${at}\\Altiris" /></application>`,
      `        <bindings><binding protocol="http" bindingInformation="*:80:host${at}.contoso.com" /><binding protocol="https" bindingInformation="*:443:host${at}.contoso.com" sslFlags="1" /></bindings>`,
      '      </site>',
    );
    const places = at % 3 === 0 ? [name, `${name}/Altiris`] : [`${name}/Altiris`];
    for (const place of places) {
      locations.push(
        `  <location path="${place}">`,
        '    <system.webServer>',
        '      <security>',
        '        <authentication>',
        '          <anonymousAuthentication enabled="false" />',
        `          ${WINDOWS}`,
        '        </authentication>',
        '      </security>',
        '    </system.webServer>',
        '  </location>',
      );
    }
  }
  const text = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<configuration>',
    '  <system.applicationHost>',
    '    <applicationPools>',
    ...pools,
    '    </applicationPools>',
    '    <sites>',
    ...sections,
    '    </sites>',
    '  </system.applicationHost>',
    '  <system.webServer>',
    '    <globalModules><add name="WindowsAuthenticationModule" image="%windir%\\System32\\inetsrv\\authsspi.dll" /></globalModules>',
    '    <security><authentication><anonymousAuthentication enabled="true" userName="IUSR" /><windowsAuthentication enabled="false"><providers><add value="Negotiate" /><add value="NTLM" /></providers></windowsAuthentication></authentication></security>',
    '  </system.webServer>',
    ...locations,
    '</configuration>',
    '',
  ];
  writeFileSync(file, text.join('\r\n'));
  return { sites, paths: sites * 2 };
}
