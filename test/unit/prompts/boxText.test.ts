import assert from 'node:assert/strict';
import { BoxText, isLikelyPaste } from '../../../src/ui/prompts/boxText';
import { GivenText } from '../../../src/ui/prompts/givenText';

const NAME = 'models/veo-3.1-generate-preview/operations/idrk08ltkg0a';
const LINES = `Lantern festival\n${NAME}`;
const FLATTENED = LINES.replace('\n', ' ');

describe('the text behind a one-line box', () => {
  it('is parsed once, from typing until it is accepted', () => {
    const boxText = new BoxText();
    const whileTyping = boxText.behind(NAME).parsed;
    assert.equal(boxText.behind(NAME).parsed, whileTyping);
    assert.notEqual(boxText.behind(`${NAME} `).parsed, whileTyping);
  });

  it('is parsed once, also when the box opened with it', () => {
    const given = new GivenText(LINES, 'editor');
    const { parsed } = given;
    assert.equal(new BoxText(NAME, given).behind(NAME).parsed, parsed);
  });

  it('is what the box opened with only as long as the value stays', () => {
    const boxText = new BoxText(NAME, new GivenText(LINES, 'editor'));
    assert.deepEqual(textAndSource(boxText, `${NAME}x`), [`${NAME}x`, 'pasted']);
    assert.deepEqual(textAndSource(boxText, NAME), [LINES, 'editor']);
  });

  it('has the line breaks of the clipboard after a paste', async () => {
    const boxText = new BoxText();
    assert.equal(await boxText.recognize(FLATTENED, clipboard(LINES)), true);
    assert.deepEqual(textAndSource(boxText, FLATTENED), [LINES, 'pasted']);
  });

  it('is the value when the clipboard has another text, or one without line breaks', async () => {
    for (const text of [`${LINES}\nand more`, FLATTENED]) {
      const boxText = new BoxText();
      assert.equal(await boxText.recognize(FLATTENED, clipboard(text)), false);
      assert.deepEqual(textAndSource(boxText, FLATTENED), [FLATTENED, 'pasted']);
    }
  });

  it('does not read the clipboard for a value of one word', async () => {
    const read = () => assert.fail('The clipboard was read');
    assert.equal(await new BoxText().recognize(` ${NAME} `, read), false);
  });

  it('counts as pasted when it grew by more than a key types', () => {
    assert.deepEqual(
      [isLikelyPaste('', 'a'), isLikelyPaste('', 'ab'), isLikelyPaste('abc', 'a')],
      [false, true, false],
    );
  });
});

function textAndSource(boxText: BoxText, value: string): string[] {
  const { text, source } = boxText.behind(value);
  return [text, source];
}

function clipboard(text: string): () => Promise<GivenText> {
  return async () => new GivenText(text, 'pasted');
}
