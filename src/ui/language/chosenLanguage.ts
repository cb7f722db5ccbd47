/** The languages that the extension has texts in. */
export type Language = 'en' | 'vi';

/** The setting `veo.language`. */
export type LanguageSetting = 'auto' | Language;

/**
 * The language of our texts. `auto` follows the language of VS Code where we have texts in it, else that of the system.
 *
 * @param display BCP 47 tag of VS Code's display language
 * @param system BCP 47 tag, or a POSIX locale such as `vi_VN.UTF-8`, of the operating system
 */
export function chosenLanguage(
  setting: LanguageSetting,
  display: string,
  system: string | undefined,
): Language {
  if (setting !== 'auto') return setting;
  return languageOf(display) ?? languageOf(system) ?? 'en';
}

/**
 * Whether to offer Vietnamese. VS Code has no Vietnamese language pack, so a person whose system is Vietnamese has not
 * chosen the English of VS Code. Parameters as those of {@link chosenLanguage}.
 */
export function isVietnameseOffered(
  setting: LanguageSetting,
  display: string,
  system: string | undefined,
): boolean {
  return (
    setting === 'auto' && languageOf(system) === 'vi' && chosenLanguage(setting, display, system) !== 'vi'
  );
}

function languageOf(locale: string | undefined): Language | undefined {
  const [, language] = /^(en|vi)(?:[-_.@]|$)/i.exec(locale ?? '') ?? [];
  return language?.toLowerCase() as Language | undefined;
}
