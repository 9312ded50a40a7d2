/** What programs say where this session may not look, in several languages and shapes. */
export const DENIALS: readonly string[] = [
  'Access is denied.\r\n',
  'ERROR: Access is denied.\r\n',
  'FEHLER: Zugriff verweigert\r\n',
  'ОШИБКА: Отказано в доступе.\r\n',
  'ERREUR : Accès refusé.\r\n',
  '错误: 拒绝访问。\r\n',
  'ERROR ( hresult:80070005, message:Command execution failed.\r\nAccess is denied.\r\n )\r\n',
  'ERROR ( message:Configuration error\r\nFilename: redirection.config\r\nLine Number: 0\r\nDescription: Cannot read configuration file due to insufficient permissions\r\n. )\r\n',
  'ERROR ( message:Konfigurationsfehler\r\nDateiname: redirection.config\r\nZeilennummer: 0\r\nBeschreibung: Die Konfigurationsdatei kann aufgrund unzureichender Berechtigungen nicht gelesen werden.\r\n. )\r\n',
  'Ldap Error(0x51 -- Server Down): ldap_connect\r\nFailed to retrieve DN for domain "" : 0x00000051\r\n',
  'FindDomainForAccount: Call to DsGetDcNameWithAccountW failed with return value 0x00000525\r\nCould not find account svc-smp\r\n',
  'Zugriff verweigert\r\n',
];

type Language = 'de' | 'ru' | 'fr';

/** Sentences of setspn, whoami and reg, and what other languages say in their place. Names and codes stay as they are. */
const SENTENCES: readonly (readonly [RegExp, Readonly<Record<Language, string>>])[] = [
  [
    /Registered ServicePrincipalNames for (.*):/g,
    {
      de: 'Registrierte Dienstprinzipalnamen (SPN) für $1:',
      ru: 'Зарегистрированы ServicePrincipalNames для $1:',
      fr: 'Noms ServicePrincipalName inscrits pour $1 :',
    },
  ],
  [/Checking domain /g, { de: 'Domäne wird überprüft: ', ru: 'Проверка домена ', fr: 'Vérification du domaine ' }],
  [/No such SPN found\./g, { de: 'Kein solcher SPN gefunden.', ru: 'SPN не найдено.', fr: 'SPN introuvable.' }],
  [/Existing SPN found!/g, { de: 'Bestehender SPN wurde gefunden.', ru: 'Найдено существующее SPN!', fr: 'SPN existant trouvé !' }],
  [
    /Mandatory Label\\High Mandatory Level/g,
    { de: 'Verbindliche Beschriftung\\Hohe Stufe', ru: 'Обязательная метка\\Высокий', fr: 'Étiquette\\Élevé' },
  ],
  [/Domain Admins/g, { de: 'Domänen-Admins', ru: 'Администраторы домена', fr: 'Admins du domaine' }],
  [/Everyone/g, { de: 'Jeder', ru: 'Все', fr: 'Tout le monde' }],
];

export function inAnotherLanguage(text: string, to: Language): string {
  return SENTENCES.reduce((said, [sentence, words]) => said.replace(sentence, words[to]), text);
}
