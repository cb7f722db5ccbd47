/** The languages that the extension speaks. */
export type Language = 'en' | 'vi';

/** The setting `veo.language`. */
export type LanguageSetting = 'auto' | Language;

/**
 * The language to speak. `auto` follows VS Code where we speak its language, else the system.
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
  return spoken(display) ?? spoken(system) ?? 'en';
}

/**
 * Whether to ask once for Vietnamese: there is no language pack of it for VS Code, whose English is so no choice of a
 * person whose system is Vietnamese. Parameters as those of {@link chosenLanguage}.
 */
export function isVietnameseOffered(
  setting: LanguageSetting,
  display: string,
  system: string | undefined,
): boolean {
  return setting === 'auto' && spoken(system) === 'vi' && chosenLanguage(setting, display, system) !== 'vi';
}

function spoken(locale: string | undefined): Language | undefined {
  const [, language] = /^(en|vi)(?:[-_.@]|$)/i.exec(locale ?? '') ?? [];
  return language?.toLowerCase() as Language | undefined;
}
