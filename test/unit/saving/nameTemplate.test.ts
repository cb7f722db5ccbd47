// biome-ignore-all lint/suspicious/noTemplateCurlyInString: The variables of VS Code look like placeholders.
import assert from 'node:assert/strict';
import { DEFAULT_PARTS, parseNameTemplate, templateParts } from '../../../src/saving/nameTemplate';

describe('the template of file names', () => {
  it('is text with variables in it', () => {
    assert.deepEqual(parseNameTemplate('clip ${label}${number} $5 {x}'), {
      kind: 'template',
      parts: [
        { kind: 'text', text: 'clip ' },
        { kind: 'variable', variable: 'label' },
        { kind: 'variable', variable: 'number' },
        { kind: 'text', text: ' $5 {x}' },
      ],
    });
  });

  for (const setting of ['', '  ', '.mp4', '${label}-${number}.mp4', ' ${label}-${number}.MP4 ']) {
    it(`is the default when the setting is ${JSON.stringify(setting)}`, () => {
      assert.deepEqual(parseNameTemplate(setting), { kind: 'template', parts: DEFAULT_PARTS });
    });
  }

  for (const setting of ['${model}/${label}', '..\\${label}', '/', '${/}']) {
    it(`is refused as a path, such as ${setting}`, () => {
      assert.deepEqual(parseNameTemplate(setting), { kind: 'separator' });
      assert.equal(templateParts(setting), DEFAULT_PARTS);
    });
  }

  for (const [setting, variable] of [
    ['${label}-${userHome}', '${userHome}'],
    ['${Label}', '${Label}'],
    ['${}', '${}'],
    ['a ${label', '${label'],
    [`\${${'x'.repeat(900)}}`, `\${${'x'.repeat(48)}`],
  ] as const) {
    it(`with the unknown variable ${variable.slice(0, 20)} is refused, and the default used`, () => {
      assert.deepEqual(parseNameTemplate(setting), { kind: 'unknownVariable', variable });
      assert.equal(templateParts(setting), DEFAULT_PARTS);
    });
  }
});
