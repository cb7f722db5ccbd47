import assert from 'node:assert/strict';
import { findReferences } from '../../../src/references/reference';
import { ReferenceStream } from '../../../src/references/referenceStream';
import { encodedId } from '../operations/encodedId';

const UUID = '0f3c2a1b-4d5e-6f70-8192-a3b4c5d6e7f8';
const NAMES = [
  'models/veo-3.1-generate-preview/operations/idrk08ltkg0a',
  `projects/my-project-1/locations/us-central1/publishers/google/models/veo-3.1-generate-001/operations/${UUID}`,
  'video_68d7512d07848190b3e45da0c1d2e3f4',
  encodedId('veo-3.1-generate-001', 'my-project-1'),
];

/** How programs print a name, as they really did with it; colours and line ends included. */
const PROGRAMS: Readonly<Record<string, (name: string) => string>> = {
  'google-genai for Python': (name) =>
    `name='${name}' metadata=None done=None error=None response=None result=None\n`,
  'google-genai in a list': (name) =>
    `[GenerateVideosOperation(name='${name}', metadata={'@type': 'x'}, done=False)]\n`,
  'pprint of Python': (name) => `{'done': None,\n 'error': None,\n 'name': '${name}',\n 'result': None}\n`,
  'an f-string with an equals sign': (name) => `op.name='${name}'\n`,
  'bytes of Python': (name) => `b'{"name": "${name}"}'\n`,
  icecream: (name) => `ic| op.name: '${name}'\n`,
  IPython: (name) => `Out[3]: '${name}'\n`,
  'logging of Python': (name) => `2026-11-29 10:00:01,123 - veo.client - INFO - started ${name}\n`,
  'Rich in colours': (name) =>
    `\u001b[1;35mOperation\u001b[0m\u001b[1m(\u001b[0m\r\n    \u001b[33mname\u001b[0m=\u001b[32m'${name}'\u001b[0m,\r\n    \u001b[33mdone\u001b[0m=\u001b[3;35mNone\u001b[0m\r\n\u001b[1m)\u001b[0m\r\n`,
  'a box of Rich': (name) => {
    const lines = name.match(/.{1,50}/g) ?? [];
    const rows = lines.map((line) => `│ ${line.padEnd(50)} │\r\n`).join('');
    return `╭${'─'.repeat(52)}╮\r\n${rows}╰${'─'.repeat(52)}╯\r\n`;
  },
  'a log of Rich, with the place at the right': (name) => {
    const [first = '', ...others] = name.match(/.{1,60}/g) ?? [];
    const rows = others.map((line) => `\u001b[2;36m           \u001b[0m         ${line.padEnd(60)}\r\n`);
    return `\u001b[2;36m[10:00:01]\u001b[0m\u001b[2;36m \u001b[0m\u001b[34mINFO    \u001b[0m ${first.padEnd(60)}\r\n${rows.join('')}`;
  },
  loguru: (name) =>
    `\u001b[32m2026-11-29 10:00:01.123\u001b[0m | \u001b[1mINFO    \u001b[0m | \u001b[36m__main__\u001b[0m:\u001b[36mrun\u001b[0m:\u001b[36m41\u001b[0m - \u001b[1mStarted ${name}\u001b[0m\n`,
  'loguru in JSON': (name) =>
    `${JSON.stringify({ text: `Started ${name}\n`, record: { extra: { operation: name } } })}\n`,
  'structlog in colours': (name) =>
    `\u001b[2m2026-11-29T10:00:01Z\u001b[0m [\u001b[32m\u001b[1minfo     \u001b[0m] \u001b[1mstarted\u001b[0m \u001b[36moperation\u001b[0m=\u001b[35m${name}\u001b[0m\n`,
  'tqdm that rewrites its line': (name) =>
    `\r  0%|          | 0/3 [00:00<?, ?it/s, op=${name}]\r 33%|███▎      | 1/3 [00:01<00:02,  1.0s/it, op=${name}]\n`,
  pandas: (name) => `   scene  operation\n0      1  ${name}\n`,
  'an exception of Python': (name) =>
    `Traceback (most recent call last):\n  File "run.py", line 41, in <module>\nRuntimeError: Operation ${name} failed\n`,
  pytest: (name) => `E       AssertionError: assert 'x' == '${name}'\nE         \nE         - ${name}\n`,
  'Node in colours': (name) =>
    `GenerateVideosOperation {\n  name: \u001b[32m'${name}'\u001b[39m,\n  metadata: \u001b[90mundefined\u001b[39m\n}\n`,
  'console.table of Node': (name) =>
    `┌─────────┬─${'─'.repeat(name.length + 2)}─┐\n│ (index) │ name${' '.repeat(name.length)} │\n├─────────┼─${'─'.repeat(name.length + 2)}─┤\n│ 0       │ '${name}' │\n└─────────┴─${'─'.repeat(name.length + 2)}─┘\n`,
  'debug of Node': (name) =>
    `  \u001b[38;5;27;1mveo:client \u001b[0mstarted ${name} \u001b[38;5;27m+2ms\u001b[0m\n`,
  'pino-pretty': (name) =>
    `[10:00:01.123] \u001b[32mINFO\u001b[39m (4242): \u001b[36mstarted\u001b[39m\n    \u001b[35moperation\u001b[39m: "${name}"\n`,
  winston: (name) => `\u001b[32minfo\u001b[39m: started {"operation":"${name}"}\n`,
  ora: (name) =>
    `\u001b[?25l\u001b[1G⠋ Waiting for ${name}\u001b[1G\u001b[0K⠙ Waiting for ${name}\u001b[1G\u001b[0K\u001b[?25h\u001b[32m✔\u001b[39m ${name}\n`,
  'Next.js': (name) => ` GET /api/status?op=${encodeURIComponent(encodeURIComponent(name))} 200 in 312ms\n`,
  'curl -v': (name) =>
    `> x-operation: ${name}\n< HTTP/2 200 \n< content-type: application/json\n< \n* Connection #0 left intact\n`,
  'curl before the prompt of a shell': (name) => `{"name":"${name}"}minh@may:~/veo$ \n`,
  'jq -C': (name) =>
    `\u001b[1;39m{\n  \u001b[0m\u001b[34;1m"name"\u001b[0m\u001b[1;39m:\u001b[0m \u001b[0;32m"${name}"\u001b[0m\u001b[1;39m\n\u001b[1;39m}\u001b[0m\n`,
  'bash -x': (name) => `+ OP=${name}\n++ jq -r .done\n+ echo 'op: ${name}'\n`,
  'a list of PowerShell': (name) =>
    `\r\nname : ${(name.match(/.{1,73}/g) ?? []).join('\r\n       ')}\r\ndone : False\r\n\r\n`,
  'a table of PowerShell': (name) => `\r\nname\r\n----\r\n${name}\r\n\r\n`,
  'a hashtable of PowerShell': (name) => `@{name=${name}; done=False}\r\n`,
  'docker compose': (name) =>
    `\u001b[36mapp-1  | \u001b[0mstarted ${name}\n\u001b[33mdb-1   | \u001b[0mready\n`,
  'kubectl logs': (name) =>
    `[pod/veo-7d4b9c6f5-x2x9z/worker] 2026-11-29T10:00:01.123456789Z started ${name}\n`,
  journalctl: (name) => `Nov 29 10:00:01 may veo[1234]: started ${name}\n`,
  'GitHub Actions': (name) =>
    `2026-11-29T10:00:01.1234567Z ##[group]Run python start.py\n2026-11-29T10:00:02.1234567Z ::notice title=Veo::${name}\n`,
  pm2: (name) => `0|veo  | 2026-11-29T10:00:01: started ${name}\n`,
  '%+v of Go': (name) => `&{Name:${name} Metadata:map[] Done:false Error:map[] Response:<nil>}\n`,
  '%v of Go': (name) => `&{${name} map[] false <nil>}\n`,
  'slog of Go': (name) => `time=2026-11-29T10:00:01.123+07:00 level=INFO msg=started operation=${name}\n`,
  'zap of Go': (name) =>
    `2026-11-29T10:00:01.123+0700\tINFO\tveo/main.go:41\tstarted\t{"operation": "${name}"}\n`,
  'google-genai for Java': (name) =>
    `GenerateVideosOperation{name=Optional[${name}], metadata=Optional.empty, done=Optional.empty}\n`,
  'a record of Java': (name) => `Operation[name=${name}, done=false]\n`,
  'Spring Boot': (name) =>
    `2026-11-29T10:00:01.123+07:00  INFO 1 --- [           main] com.example.veo.Starter : Started ${name}\n`,
  'Debug of Rust': (name) => `Operation { name: Some("${name}"), done: false }\n`,
  'a record of C#': (name) => `Operation { Name = ${name}, Done = False }\n`,
  'print_r of PHP': (name) => `Array\n(\n    [name] => ${name}\n    [done] => \n)\n`,
  'var_dump of PHP': (name) => `array(1) {\n  ["name"]=>\n  string(${name.length}) "${name}"\n}\n`,
  'Laravel, which escapes slashes': (name) =>
    `[2026-11-29 10:00:01] local.INFO: started {"operation":"${name.replaceAll('/', '\\/')}"} \n`,
  'inspect of Ruby': (name) => `#<Veo::Operation:0x0000 @name="${name}", @done=false>\n`,
  'inspect of Elixir': (name) => `%{"name" => "${name}"}\n`,
  psql: (name) => ` id | operation\n----+----------\n  1 | ${name}\n(1 row)\n`,
  'mysql \\G': (name) =>
    `*************************** 1. row ***************************\noperation: ${name}\n`,
  'redis-cli': (name) => `1) "veo:job:1"\n2) "{\\"name\\":\\"${name}\\"}"\n`,
  mongosh: (name) => `{\n  _id: ObjectId('65a1b2c3d4e5f60718293a4b'),\n  operation: '${name}'\n}\n`,
  'grep in colours': (name) =>
    `\u001b[35m\u001b[Krun.log\u001b[m\u001b[K\u001b[36m\u001b[K:\u001b[m\u001b[K${name.slice(0, 9)}\u001b[01;31m\u001b[K${name.slice(9, 14)}\u001b[m\u001b[K${name.slice(14)}\n`,
  diff: (name) => `@@ -1 +0,0 @@\n-${name}\n`,
  bat: (name) => `───────┬────────\n   1   │ started ${name}\n───────┴────────\n`,
  YAML: (name) => `operation:\n  name: ${name}\n  done: false\n`,
  'quoted-printable mail': (name) => `${`operation ${name} runs`.match(/.{1,75}/g)?.join('=\r\n')}\r\n`,
  'a mail quoted twice': (name) => `> > it is ${name}\n> > thanks\n`,
  HTML: (name) => `<pre>Operation(name=&#x27;${name}&#x27;)</pre>\n`,
  'a chat with typographic quotes': (name) => `mã là “${name}” nhé\n`,
};

describe('the output of programs', () => {
  for (const [program, print] of Object.entries(PROGRAMS)) {
    it(`holds the name that it prints, whole and once: ${program}`, () => {
      for (const name of NAMES) {
        const text = print(name);
        assert.deepEqual(
          findReferences(text).map((one) => one.name),
          [name],
          text,
        );
        assert.deepEqual(streamed(text, text.length), [name], text);
        assert.deepEqual(streamed(text, 7), [name], text);
      }
    });
  }

  it('holds an id of LiteLLM in the path of an app, where other ids may be files', () => {
    const [, , , encoded = ''] = NAMES;
    assert.deepEqual(streamed(`GET /api/status/${encoded} 200 12.3 ms\n`, 7), [encoded]);
    assert.deepEqual(streamed(`wrote out/${encoded}.mp4, out/video_a1b2c3d4e5f6.mp4\n`, 7), []);
  });
});

/** The names in a text that comes in chunks. */
function streamed(text: string, chunkLength: number): string[] {
  const stream = new ReferenceStream();
  const chunks = Array.from({ length: Math.ceil(text.length / chunkLength) }, (_, i) =>
    text.slice(i * chunkLength, (i + 1) * chunkLength),
  );
  const printed = [...chunks.flatMap((chunk) => stream.push(chunk)), ...stream.pause(), ...stream.end()];
  return printed.map(({ reference }) => reference.name);
}
