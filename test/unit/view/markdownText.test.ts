import assert from 'node:assert/strict';
import fc from 'fast-check';
import { commandLink, markdownText } from '../../../src/ui/view/markdownText';

const shown = (markdown: string): string =>
  markdown.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)));

const hostile = [
  '[click](command:workbench.action.quit)',
  '![](https://tracker.example/pixel.png)',
  '<https://example.com> <img src=x onerror=alert(1)> <!-- -->',
  'https://example.com/a?b=c www.example.com someone@example.com',
  '$(flame) $(sync~spin) **bold** __bold__ ~~gone~~ `code`',
  '# heading',
  '1. list',
  '- list',
  '| a | b |',
  '&lt;b&gt; &#91; &nbsp;',
  '\\[not escaped](command:x)',
  '[ref]: https://example.com',
];

describe('a text from outside in Markdown', () => {
  it('has no sign left that Markdown, HTML, an icon or an address could be made of', () => {
    for (const text of hostile) {
      const markdown = markdownText(text, 200);
      assert.match(markdown, /^(?:[^!-/:-@[-`{-~]|&#\d{2,3};)*$/, text);
      assert.equal(shown(markdown), text);
    }
  });

  it('is one paragraph, without control characters and what turns the direction of writing', () => {
    assert.equal(markdownText('a\n\n    # b\r\n> c\u202e\u0007', 100), 'a &#35; b &#62; c');
  });

  it('keeps the letters of all languages', () => {
    assert.equal(markdownText('Bình minh Hạ Long 灯笼 🏮', 100), 'Bình minh Hạ Long 灯笼 🏮');
  });

  it('is cut where it is longer than wanted, and never within a reference', () => {
    const markdown = markdownText('<'.repeat(300_000), 10);
    assert.equal(shown(markdown), `${'<'.repeat(9)}…`);
  });

  it('shows its characters, whatever they are', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii', maxLength: 50 }), (text) => {
        const expected = text.trim().replace(/ +/g, ' ');
        return shown(markdownText(text, 100)) === expected;
      }),
    );
  });
});

describe('a link that runs a command', () => {
  it('hands over its argument whole, with nothing in it that could end the address', () => {
    const argument = { endpoint: 'a)b', name: 'video_(x)[y] "z"<\\' };
    const link = commandLink('Copy ID', 'veo.copyVideoId', argument);
    const [, title, address = ''] =
      /^\[([^\]]*)\]\(command:veo\.copyVideoId\?([^()\s<>"\\]*) "Copy ID"\)$/.exec(link) ?? [];
    assert.equal(title, 'Copy ID');
    assert.deepEqual(JSON.parse(decodeURIComponent(address)), [argument]);
  });
});
