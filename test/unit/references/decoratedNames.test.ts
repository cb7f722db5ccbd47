import assert from 'node:assert/strict';
import { parseText } from '../../../src/references/parseText';

const NAME = 'models/veo-3.0-generate-001/operations/idrk08ltkg0a';
const ROOT = 'https://api.thucchien.ai/gemini';
const ADDRESS = `${ROOT}/v1beta/${NAME}`;
const VIDEO = 'video_68d7512d07848190b3e45da0';
const ESC = '\u001b';

/** Sources: morapelker/hive PR #461, iliazeus/vscode-ansi #18 (colours), tidwall/jj #5 (zsh), sublimehq/sublime_text #4199. */
const named: Readonly<Record<string, string>> = {
  'a log line with coloured parts': `${ESC}[2m12:00:01${ESC}[0m started ${ESC}[35m${NAME}${ESC}[0m`,
  'a name with a colour within its id': NAME.replace('idrk08', `${ESC}[1;32midrk08${ESC}[0m`),
  'a name with a colour of 24 bits': `${ESC}[38;2;10;200;30m${NAME}${ESC}[m`,
  'a progress line that is erased and written anew': `\r${ESC}[2K${NAME}${ESC}[K`,
  'a name that the cursor was moved to': `${ESC}[3;1H${NAME}${ESC}[5Cdone`,
  'a name behind a window title': `${ESC}]0;user@host\u0007${NAME}`,
  'a colour in one character of C1': `\u009b32m${NAME}\u009b0m`,
  'colours whose escape character was lost': `[35m${NAME}[0m`,
  'colours as Python shows them': `\\x1b[32m${NAME}\\x1b[0m`,
  'colours as C shows them': `\\033[32m${NAME}\\033[0m`,
  'colours as Rust shows them': `\\u{1b}[32m${NAME}\\u{1b}[0m`,
  'colours as rsyslog writes them': `#033[32m${NAME}#033[0m`,
  'colours as cat -v shows them': `^[[32m${NAME}^[[0m`,
  'a notebook with coloured output': JSON.stringify({
    cells: [{ outputs: [{ name: 'stdout', text: [`Operation ${ESC}[32m${NAME}${ESC}[0m started\n`] }] }],
  }),
  'a name in bold': `**${NAME}**`,
  'a name in bold and italics': `***${NAME}***`,
  'a name in bold with underscores': `__${NAME}__`,
  'a name in italics with an underscore': `see _${NAME}_ please`,
  'a name struck through': `~~${NAME}~~`,
  'a name as code': `\`${NAME}\``,
  'a fenced answer': `\`\`\`json\n{"name": "${NAME}"}\n\`\`\``,
  'a table of Markdown': `| name | done |\n|---|---|\n| ${NAME} | false |`,
  'a table with lines': `┌────┬────┐\n│ ${NAME} │ False │\n└────┴────┘`,
  'a name in double typographic quotes': `“${NAME}”`,
  'a name in single typographic quotes': `‘${NAME}’`,
  'a name in guillemets': `«${NAME}»`,
  'a name in full-width brackets': `操作（${NAME}），完成`,
  'a name in corner brackets': `「${NAME}」`,
  'a name in lenticular brackets': `【${NAME}】`,
  'a name between full-width punctuation': `名称：${NAME}；状态！`,
  'a name in quotes of HTML': `&quot;${NAME}&quot;`,
  'a name in numeric entities': `&#34;${NAME.replaceAll('/', '&#x2F;')}&#34;`,
  'a name in entities that were escaped once more': `&amp;quot;${NAME}&amp;quot;`,
  'a name in an element': `&lt;code&gt;${NAME}&lt;/code&gt;`,
  "a name before zsh's mark of a missing line end": `${NAME}%\n`,
  "a name before that mark and zsh's prompt": `${NAME}%   \nuser@host ~ %`,
  "a name before root's mark": `${NAME}#\n`,
  "a name before fish's mark": `${NAME}⏎`,
  'a name between zero-width spaces': `\u200b${NAME}\u200b`,
  'a name with zero-width spaces within': NAME.replaceAll('/', '/\u200b'),
  'a name with word joiners': NAME.replaceAll('-', '\u2060-'),
  'a name behind a byte order mark': `\ufeff${NAME}`,
  'a name with a soft hyphen': NAME.replace('idrk', 'idrk\u00ad'),
  'a name between no-break spaces': `it is\u00a0${NAME}\u00a0now`,
  'a name with hyphens that do not break': NAME.replaceAll('-', '\u2011'),
  'a name between marks of direction': `\u202a${NAME}\u202c`,
  'a name before an arrow': `${NAME}->running`,
  'a name before a long arrow': `${NAME}--> running`,
  'a name before a double arrow': `${NAME}=>running`,
  'a name behind an arrow': `start->${NAME}`,
  'a name in a comment of HTML': `<!--${NAME}-->\nend`,
  'a name with slashes of full width': NAME.replaceAll('/', '／'),
  'a name with hyphens of full width': NAME.replaceAll('-', '－'),
  'a name with slashes of fractions': NAME.replaceAll('/', '⁄'),
  'a name that may break at its slashes': NAME.replaceAll('/', '/<wbr>'),
  'a name whose model is highlighted': NAME.replace('veo', '<b>veo</b>'),
  'a name whose middle is highlighted': NAME.replace('operations', '<mark>operations</mark>'),
  'a name whose id is highlighted in part': NAME.replace('08', '<em>08</em>'),
  'a name with an escaped mark of a break': NAME.replaceAll('/', '/&lt;wbr/&gt;'),
  'a name in bold before other text': `<b>${NAME}</b>running`,
  'a question about a name': `Did you see ${NAME}?`,
  'a name whose address has no host': `https://…/v1beta/${NAME}`,
  'a name whose address is broken': `https://[broken/v1beta/${NAME}`,
};

/** Sources: reqable/reqable-app #2854, curl/curl #9880 (cmd), github/cmark-gfm #297 (full-width punctuation). */
const addressed: Readonly<Record<string, string>> = {
  "a browser's cURL for cmd": `curl ^"${ADDRESS}^" ^\r\n  -H ^"accept: */*^" ^\r\n  -H ^"x-goog-api-key: xxxx^"\r\n`,
  "a browser's cURL for cmd with a query": `curl ^"${ADDRESS}?alt=json^&key=xxxx^"`,
  "a browser's cURL for cmd with escapes": `curl ^"${ROOT}/v1beta/${NAME.replaceAll('/', '^%^2F')}^"`,
  "a browser's cURL for bash": `curl '${ADDRESS}' \\\n  -H 'accept: */*' \\\n  --compressed`,
  'a command that goes on after a backslash': `curl \\\n${ADDRESS} \\\n-s`,
  'an address that goes on after a backslash': `curl ${ROOT}/v1beta/\\\n${NAME}`,
  'a line of PowerShell': `Invoke-RestMethod \`\n  -Uri ${ADDRESS} \`\n  -Headers $headers`,
  'an address escaped by zsh': `curl ${ADDRESS}\\?alt\\=json\\&key\\=x`,
  'a hyperlink of a terminal': `${ESC}]8;;${ADDRESS}${ESC}\\Operation${ESC}]8;;${ESC}\\ started`,
  'a hyperlink of a terminal with an id': `${ESC}]8;id=7;${ADDRESS}\u0007${NAME}${ESC}]8;;\u0007`,
  'a hyperlink of a terminal in JSON': JSON.stringify({
    log: `${ESC}]8;;${ADDRESS}${ESC}\\x${ESC}]8;;${ESC}\\`,
  }),
  'a hyperlink whose shown text is cut': `${ESC}]8;;${ADDRESS}${ESC}\\${ADDRESS.slice(0, 60)}…${ESC}]8;;${ESC}\\`,
  'an address in bold': `Status: **${ADDRESS}**`,
  'an address in bold with underscores': `__${ADDRESS}__`,
  'an address in italics': `*${ADDRESS}*`,
  'a struck address': `~~${ADDRESS}~~`,
  'a link of Markdown': `[operation](${ADDRESS})`,
  'a link of Markdown that shows its address': `[${ADDRESS}](${ADDRESS})`,
  'a link of Markdown that shows a cut address': `[${ADDRESS.slice(0, 60)}...](${ADDRESS})`,
  'an address in angle brackets': `<${ADDRESS}>`,
  'a link of HTML': `&lt;a href=&quot;${ADDRESS}&quot;&gt;`,
  'an address of HTML with a query': `${ADDRESS}?alt=json&amp;key=xxxx`,
  'an address in a table': `|${ADDRESS}|200|\n|---|---|`,
  'an address before an ideographic full stop': `请看 ${ADDRESS}。`,
  'an address amid letters without spaces': `请看${ADDRESS}已开始`,
  'an address in full-width brackets': `（${ADDRESS}）`,
  'an address in typographic quotes': `“${ADDRESS}”`,
  "an address before zsh's mark": `${ADDRESS}%\n`,
  'an address with a slash at its end': `${ADDRESS}/`,
  'an address before a zero-width space': `${ADDRESS}\u200b`,
  'an address with an encoded zero-width space': `${ADDRESS}%E2%80%8B`,
  'an address in a list of several': `${ADDRESS},https://example.com/`,
};

describe('a decorated name', () => {
  for (const [what, text] of Object.entries(named)) {
    it(`is found without a root: ${what}`, () => {
      assert.deepEqual(parseText(text), { kind: 'references', references: [{ name: NAME }] });
    });
  }

  for (const [what, text] of Object.entries(addressed)) {
    it(`is found with its root: ${what}`, () => {
      assert.deepEqual(parseText(text), { kind: 'references', references: [{ name: NAME, root: ROOT }] });
    });
  }

  for (const text of [
    `**${VIDEO}**`,
    `__${VIDEO}__`,
    VIDEO.replace('_', '\\_'),
    `“${VIDEO}”`,
    `${VIDEO}%\n`,
  ]) {
    it(`is found as the id of a video: ${JSON.stringify(text)}`, () => {
      assert.deepEqual(parseText(text), { kind: 'references', references: [{ name: VIDEO }] });
    });
  }

  it('keeps the underscores at the end of its id', () => {
    const name = 'models/veo/operations/ab_';
    assert.deepEqual(parseText(`see ${name} now`), { kind: 'references', references: [{ name }] });
  });
});

describe('a bare id with surroundings', () => {
  const surrounded = {
    'a zero-width space': 'idrk08ltkg0a\u200b',
    'a colour': `${ESC}[32midrk08ltkg0a${ESC}[0m`,
    'a colour written as JSON': '\\u001b[32midrk08ltkg0a\\u001b[0m',
    'typographic quotes': '“idrk08ltkg0a”',
    'bold type': '**idrk08ltkg0a**',
    'code and a full stop': '`idrk08ltkg0a`.',
    "zsh's mark": 'idrk08ltkg0a%\n',
    'quotes and a comma': "'idrk08ltkg0a',",
    'quotes of HTML': '&quot;idrk08ltkg0a&quot;',
    'quotes of JSON in JSON': '\\"idrk08ltkg0a\\"',
    'full-width brackets': '（idrk08ltkg0a）',
    underscores: '__idrk08ltkg0a__',
  };
  for (const [what, text] of Object.entries(surrounded)) {
    it(`is found in ${what}`, () =>
      assert.deepEqual(parseText(text), { kind: 'bareId', id: 'idrk08ltkg0a' }));
  }
});

describe('a bare id in an answer or a line', () => {
  const id = 'idrk08ltkg0a';
  const uuid = '0f8fad5b-d9cb-469f-a165-70867728950e';
  const told: Readonly<Record<string, [text: string, found: string]>> = {
    'an answer without a model': [`{"name":"operations/${id}","done":false}`, id],
    'an answer with a UUID': [`{"name": "operations/${uuid}", "done": false}`, uuid],
    'a path': [`/operations/${id}`, id],
    'a path with a version': [`GET /v1beta/operations/${id} HTTP/1.1`, id],
    'a line of YAML': [`operation_id: ${id}`, id],
    'a field of JSON': [`{"operation_id": "${id}", "status": "running"}`, id],
    'a field in another spelling': [`{"operationId":"${uuid}"}`, uuid],
    'a header': [`operation-id: ${id}\r\ndate: x`, id],
    'a field of logfmt': [`level=info operation_id=${id} done=false`, id],
    'a sentence': [`Operation ID: ${id}. Please wait.`, id],
    'an id told twice': [`operation_id=${id}\noperation_id=${id}`, id],
  };
  for (const [what, [text, found]] of Object.entries(told)) {
    it(`is found in ${what}`, () => assert.deepEqual(parseText(text), { kind: 'bareId', id: found }));
  }

  const untold = [
    `operation_id: abc123`,
    `operation_id: ${id}\noperation_id: k3v9qz71mx0b`,
    `{"name":"operations/task_abc123","done":false}`,
    'see /operations/instructions there',
    `projects/p/operations/${id}`,
    `src/operations/${id}`,
    `/operations/${id}/cancel`,
  ];
  for (const text of untold) {
    it(`is not found in ${JSON.stringify(text)}`, () => assert.equal(parseText(text).kind, 'refused'));
  }

  it('is not searched beside a whole name', () => {
    assert.equal(parseText(`operation_id: ${id}, name: ${NAME}`).kind, 'references');
  });
});
