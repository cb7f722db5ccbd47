import assert from 'node:assert/strict';
import { chosenLanguage, isVietnameseOffered } from '../../../src/ui/language/chosenLanguage';

describe('the language of the extension', () => {
  const cases: readonly (readonly [...Parameters<typeof chosenLanguage>, language: string])[] = [
    ['auto', 'vi', 'en_US.UTF-8', 'vi'],
    ['auto', 'en', 'vi_VN.UTF-8', 'en'],
    ['auto', 'en-gb', undefined, 'en'],
    ['auto', 'fr', 'vi_VN.UTF-8', 'vi'],
    ['auto', 'fr', 'vi', 'vi'],
    ['auto', 'fr', 'fr_FR', 'en'],
    ['auto', 'zh-cn', undefined, 'en'],
    ['auto', 'vie', undefined, 'en'],
    ['vi', 'en', 'en_US', 'vi'],
    ['en', 'vi', 'vi_VN', 'en'],
  ];
  for (const [setting, display, system, language] of cases) {
    it(`is ${language} with the setting ${setting}, VS Code in ${display} and a system in ${system}`, () => {
      assert.equal(chosenLanguage(setting, display, system), language);
    });
  }
});

describe('the offer of Vietnamese', () => {
  const cases: readonly (readonly [...Parameters<typeof isVietnameseOffered>, isOffered: boolean])[] = [
    ['auto', 'en', 'vi_VN.UTF-8', true],
    ['auto', 'en', 'vi-VN', true],
    ['auto', 'en', 'VI', true],
    ['auto', 'en', 'en_US', false],
    ['auto', 'en', undefined, false],
    ['auto', 'vi', 'vi_VN', false],
    ['auto', 'fr', 'vi_VN', false],
    ['en', 'en', 'vi_VN', false],
    ['vi', 'en', 'vi_VN', false],
  ];
  for (const [setting, display, system, isOffered] of cases) {
    const comes = isOffered ? 'comes' : 'does not come';
    it(`${comes} with the setting ${setting}, VS Code in ${display} and a system in ${system}`, () => {
      assert.equal(isVietnameseOffered(setting, display, system), isOffered);
    });
  }
});
