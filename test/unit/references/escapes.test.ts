import assert from 'node:assert/strict';
import { findReferences } from '../../../src/references/reference';

const NAME = 'models/veo-3.0-generate-001/operations/idrk08ltkg0a';
const SLASHED = NAME.replaceAll('/', '\\/');
/** An id only where an id stands. */
const VIDEO = 'video_abc';

/** Sources: nextcloud/server PR #17440, cakephp/cakephp PR #15932 (escaped slashes in logs). */
const named: Readonly<Record<string, string>> = {
  "a line of Laravel's log": `[2026-11-20 10:00:00] local.INFO: Veo started {"name":"${SLASHED}"} `,
  'lines of JSON': `{"n":1}\n{"name":"${SLASHED}"}\n`,
  'a log line with escaped JSON': `time="10:00" msg="got {\\"name\\":\\"${SLASHED}\\"}"`,
  'JSON in JSON with escaped slashes': JSON.stringify({ body: `{"name":"${SLASHED}"}` }),
  'JSON four levels deep': [1, 2, 3, 4].reduce((text) => JSON.stringify(text), `{"name":"${NAME}"}`),
  'quotes as code points in a log line': `INFO {\\u0022name\\u0022:\\u0022${NAME.replaceAll('/', '\\u002f')}\\u0022}`,
  'quotes as code points, twice escaped': `"{\\\\u0022name\\\\u0022:\\\\u0022${NAME}\\\\u0022}"`,
  'an entity written as a code point': `{"html":"\\u0026quot;${NAME}\\u0026quot;"}`,
  'a dictionary of Python': `{'name': '${NAME}', 'done': False}`,
  'bytes of Python': `b'{"name": "${NAME}"}\\n'`,
  'bytes of Python with escapes': `b'\\x22${NAME.replaceAll('/', '\\x2f')}\\x22'`,
  'an object of Python': `GenerateVideosOperation(name='${NAME}', done=None)`,
  'a map of Go': `map[done:false name:${NAME}]`,
  'the output of curl -i': `HTTP/2 200\r\ncontent-type: application/json\r\n\r\n{\r\n  "name": "${NAME}"\r\n}\r\n`,
  'the output of curl -v': `> GET /v1beta/${NAME} HTTP/2\r\n> host: host.example\r\n< HTTP/2 200\r\n<\r\n{"name":"${NAME}"}`,
  'a notebook of Jupyter': JSON.stringify(
    { cells: [{ source: [`name = "${NAME}"\n`] }], nbformat: 4 },
    undefined,
    1,
  ),
  'a line of YAML': `response:\n  name: ${NAME}\n  done: false`,
  'a quoted line of YAML': `name: "${NAME}" # running`,
  'a value of logfmt': `level=info name=${NAME} done=false`,
  'a line of a file of settings': `VEO_OPERATION="${NAME}"`,
  'a string of a shell': `echo \\"${NAME}\\" \\& wait`,
};

describe('an escaped name', () => {
  for (const [what, text] of Object.entries(named)) {
    it(`is found: ${what}`, () => assert.deepEqual(findReferences(text), [{ name: NAME }]));
  }

  const ids: Readonly<Record<string, string>> = {
    'JSON in a log line': `INFO answer {"id": "${VIDEO}", "object": "video"}`,
    'lines of JSON': `{"n":1}\n{"video_id":"${VIDEO}"}`,
    'JSON in JSON': JSON.stringify({ body: JSON.stringify({ id: VIDEO }) }),
    'a dictionary of Python': `{'id': '${VIDEO}', 'object': 'video'}`,
    'JSON with typographic quotes': `{“id”: “${VIDEO}”}`,
  };
  for (const [what, text] of Object.entries(ids)) {
    it(`is an id if it is the value of a key of ${what}`, () =>
      assert.deepEqual(findReferences(text), [{ name: VIDEO }]));
  }

  for (const text of [
    '{"path":"video_abc"}',
    `{'file': 'video_path2'}`,
    'x "video_abc" y',
    '{"idle":"video_abc"}',
  ]) {
    it(`is not found in ${text}`, () => assert.deepEqual(findReferences(text), []));
  }

  it('is not found behind a broken escape that touches it', () => {
    assert.deepEqual(findReferences('models/a/operations/b\\c'), []);
  });
});
