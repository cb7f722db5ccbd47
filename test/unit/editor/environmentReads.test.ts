import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { BUILT_IN_ENDPOINTS, type Endpoint } from '../../../src/endpoints/endpoint';
import { type DotenvLoader, environmentRead } from '../../../src/ui/editor/keyHygiene/environmentReads';
import { keyLiterals } from '../../../src/ui/editor/keyHygiene/keyLiterals';
import type { TextChange } from '../../../src/ui/editor/keyHygiene/sourceStrings';
import { variableName } from '../../../src/ui/editor/keyHygiene/variableName';
import { processorMs } from '../base/processorTime';

const KEY = 'AIzaSyB4k9TqW2nEr7VxLm0HcPzD3uJfYgQ8sRt';
const NAME = 'GEMINI_API_KEY';
/** Where the key stands in a text of these tests. */
const PLACE = /(?<!_)KEY/;

interface Given {
  readonly languageId: string;
  readonly path?: string;
  readonly loader?: DotenvLoader;
}

/** The text after the key was moved; undefined where that is not offered. `KEY` stands for the key. */
function moved(text: string, { languageId, path = '/a', loader }: Given): string | undefined {
  const source = { text: text.replace(PLACE, KEY), languageId, path };
  const start = source.text.indexOf(KEY);
  const changes = environmentRead(source, { start, end: start + KEY.length }, NAME, loader);
  return changes && changedText(source.text, changes);
}

describe('a key in Python', () => {
  const python = (text: string, loader?: DotenvLoader) =>
    moved(text, { languageId: 'python', ...(loader && { loader }) });

  for (const [what, before, after] of [
    ['a string', 'import os\nk = "KEY"\n', `import os\nk = os.environ["${NAME}"]\n`],
    ['a raw string', "import os\nk = r'KEY'\n", `import os\nk = os.environ["${NAME}"]\n`],
    [
      'part of a string',
      'import os\nh = "Bearer KEY"\n',
      `import os\nh = f"Bearer {os.environ['${NAME}']}"\n`,
    ],
    [
      'part of an f-string',
      "import os\nu = f'{base}?key=KEY'\n",
      `import os\nu = f'{base}?key={os.environ["${NAME}"]}'\n`,
    ],
    [
      'a string of several lines',
      'import os\nh = """\nBearer KEY\n"""\n',
      `import os\nh = f"""\nBearer {os.environ['${NAME}']}\n"""\n`,
    ],
    [
      'a string behind an apostrophe in a comment',
      "import os  # don't\nk = 'KEY'\n",
      `import os  # don't\nk = os.environ["${NAME}"]\n`,
    ],
  ] as const) {
    it(`in ${what} is read from the environment`, () => assert.equal(python(before), after));
  }

  for (const [what, text] of [
    ['bytes', 'k = b"KEY"'],
    ['a comment', '# KEY'],
    ['strings side by side', 'h = ("Bearer " "KEY")'],
    ['a string that is formatted', 'h = "Bearer KEY {}".format(x)'],
    ['a string with braces', 'h = \'{"key": "KEY"}\''],
  ] as const) {
    it(`in ${what} is left to the person`, () => assert.equal(python(text), undefined));
  }

  for (const [what, before, after] of [
    [
      'before the other imports',
      '#!/usr/bin/env python\n# -*- coding: utf-8 -*-\n"""What it does."""\nfrom __future__ import annotations\n\nimport json\nk = "KEY"\n',
      '#!/usr/bin/env python\n# -*- coding: utf-8 -*-\n"""What it does."""\nfrom __future__ import annotations\n\nimport os\nimport json\nk = READ\n',
    ],
    ['before the code where there is none', 'k = "KEY"\n', 'import os\n\nk = READ\n'],
    ['behind the magic of a cell', '%%time\nk = "KEY"\n', '%%time\nimport os\n\nk = READ\n'],
    ['not where it is there already', 'import json, os\nk = "KEY"\n', 'import json, os\nk = READ\n'],
    [
      'although a function imports it for itself',
      'def f():\n  import os\nk = "KEY"\n',
      'import os\n\ndef f():\n  import os\nk = READ\n',
    ],
    [
      'with the line ends of the file',
      'import json\r\nk = "KEY"\r\n',
      'import os\r\nimport json\r\nk = READ\r\n',
    ],
  ] as const) {
    it(`gets its import of os ${what}`, () =>
      assert.equal(python(before), after.replace('READ', `os.environ["${NAME}"]`)));
  }

  it('is read from .env where the project has python-dotenv, behind all imports', () => {
    const before = 'import os\nfrom google import (\n  genai,\n)\n\nclient = genai.Client(api_key="KEY")\n';
    const after = `from dotenv import load_dotenv\nimport os\nfrom google import (\n  genai,\n)\n\nload_dotenv()\n\nclient = genai.Client(api_key=os.environ["${NAME}"])\n`;
    assert.equal(python(before, 'python-dotenv'), after);
    const loading = 'import os\nfrom dotenv import load_dotenv\nload_dotenv()\nk = "KEY"';
    assert.equal(python(loading, 'python-dotenv'), loading.replace('"KEY"', `os.environ["${NAME}"]`));
  });
});

describe('a key in JavaScript', () => {
  const javascript = (text: string, loader?: DotenvLoader) =>
    moved(text, { languageId: 'typescript', ...(loader && { loader }) });

  for (const [what, before, after] of [
    ['a string', "const k = 'KEY';", `const k = process.env.${NAME};`],
    ['a value of an object', '{ apiKey: "KEY" }', `{ apiKey: process.env.${NAME} }`],
    ['part of a string', `a("Bearer KEY \`\${x}")`, `a(\`Bearer \${process.env.${NAME}} \\\`\\\${x}\`)`],
    ['a template', `fetch(\`\${base}?key=KEY\`)`, `fetch(\`\${base}?key=\${process.env.${NAME}}\`)`],
    ['one branch of a condition', 'a ? "KEY" : b', `a ? process.env.${NAME} : b`],
    [
      'a string behind an apostrophe in a comment',
      "/* don't */ f('KEY')",
      `/* don't */ f(process.env.${NAME})`,
    ],
  ] as const) {
    it(`in ${what} is read from the environment`, () => assert.equal(javascript(before), after));
  }

  for (const [what, text] of [
    ['a comment', '// KEY'],
    ['the name of a property', '({ "KEY": 1 })'],
    ['the name of a module', "import x from 'KEY'"],
    ['an attribute of JSX', '<Client apiKey="KEY" />'],
  ] as const) {
    it(`in ${what} is left to the person`, () => assert.equal(javascript(text), undefined));
  }

  it('is read from .env where the project has dotenv, in the form of its modules', () => {
    assert.equal(
      javascript("#!/usr/bin/env node\nimport a from 'a';\na('KEY');", 'dotenv'),
      `#!/usr/bin/env node\nimport 'dotenv/config';\nimport a from 'a';\na(process.env.${NAME});`,
    );
    assert.equal(
      javascript("'use strict';\nconst a = require('a');\na('KEY');", 'dotenv'),
      `'use strict';\nrequire('dotenv').config();\nconst a = require('a');\na(process.env.${NAME});`,
    );
    assert.equal(
      javascript("import 'dotenv/config';\na('KEY');", 'dotenv'),
      `import 'dotenv/config';\na(process.env.${NAME});`,
    );
  });
});

describe('a key in a shell script', () => {
  const shell = (text: string) => moved(text, { languageId: 'shellscript' });

  for (const [what, before, after] of [
    ['double quotes', 'curl -H "x-goog-api-key: KEY" u', `curl -H "x-goog-api-key: $${NAME}" u`],
    ['single quotes, which become double', "curl -H 'Bearer KEY' u", `curl -H "Bearer $${NAME}" u`],
    [
      'single quotes that hold double ones',
      `curl -d '{"key": "KEY"}' u`,
      `curl -d '{"key": "'"$${NAME}"'"}' u`,
    ],
    ['no quotes', 'curl u?key=KEY', `curl u?key="$${NAME}"`],
    ['a variable of another name', 'K=KEY', `K="$${NAME}"`],
    ['the variable itself', `export ${NAME}="KEY"`, `export ${NAME}="\${${NAME}:?}"`],
    [
      'a string behind a here-document with an apostrophe',
      `cat <<E\ndon't\nE\nK='KEY'`,
      `cat <<E\ndon't\nE\nK="$${NAME}"`,
    ],
  ] as const) {
    it(`in ${what} is read from the environment`, () => assert.equal(shell(before), after));
  }

  it('in a comment or a here-document is left to the person', () => {
    for (const text of ['# curl u?key=KEY', "cat <<'END'\nKEY\nEND"]) assert.equal(shell(text), undefined);
  });

  it('reaches the program as before', () => {
    for (const text of [
      "printf %s 'a KEY b'",
      `printf %s '{"k": "KEY", "c": "$x"}'`,
      'printf %s KEY_',
      'printf %s "a KEY!"',
    ]) {
      const run = (script: string) =>
        spawnSync('sh', ['-c', script], { env: { [NAME]: KEY } }).stdout.toString();
      assert.equal(run(shell(text) ?? ''), run(text.replace(PLACE, KEY)), text);
    }
  });
});

describe('a key in other files', () => {
  it('of PowerShell is read from the environment', () => {
    const powershell = (text: string) => moved(text, { languageId: 'powershell' });
    assert.equal(powershell("$k = 'KEY'"), `$k = $env:${NAME}`);
    assert.equal(powershell('$h = "Bearer KEY"'), `$h = "Bearer \${env:${NAME}}"`);
    assert.equal(powershell("$h = 'Bearer KEY'"), `$h = "Bearer \${env:${NAME}}"`);
    assert.equal(powershell("$h = '$x KEY'"), undefined);
  });

  it('of JSON is read from the environment only where VS Code fills in variables', () => {
    const json = (path: string) =>
      moved('{ "KEY_": "Bearer KEY" }'.replace('KEY_', 'k'), { languageId: 'jsonc', path });
    for (const path of ['/p/.vscode/tasks.json', '/p/.vscode/launch.json', '/p/.vscode/mcp.json'])
      assert.equal(json(path), `{ "k": "Bearer \${env:${NAME}}" }`);
    assert.equal(json('/p/.devcontainer/devcontainer.json'), `{ "k": "Bearer \${localEnv:${NAME}}" }`);
    for (const path of ['/p/config.json', '/p/tasks.json', '/p/tsconfig.json'])
      assert.equal(json(path), undefined);
    assert.equal(moved('KEY', { languageId: 'markdown' }), undefined);
  });
});

describe('the environment variable for a key', () => {
  const own: Endpoint = {
    id: 'my-gateway 2',
    label: 'x',
    kind: 'videos',
    url: 'https://a.example',
    auth: { kind: 'key' },
  };
  const [thucchien, google] = BUILT_IN_ENDPOINTS as [Endpoint, Endpoint];
  const nameIn = (text: string, endpoint: Endpoint) => {
    const source = text.replace(PLACE, KEY);
    const [key = { start: 0, end: 0 }] = keyLiterals(source);
    return variableName(source, key, endpoint);
  };

  it('is the usual one of its endpoint or client', () => {
    assert.equal(nameIn('f("KEY")', google), 'GEMINI_API_KEY');
    assert.equal(nameIn('f("KEY") # or GOOGLE_API_KEY', google), 'GOOGLE_API_KEY');
    assert.equal(nameIn('f("KEY")', thucchien), 'THUCCHIEN_API_KEY');
    assert.equal(nameIn('OpenAI(api_key="KEY", base_url=base)', thucchien), 'OPENAI_API_KEY');
    assert.equal(nameIn('f("KEY")', own), 'MY_GATEWAY_2_API_KEY');
    assert.equal(nameIn('f("KEY")', { ...own, id: '22' }), 'VIDEO_API_KEY');
  });

  it('is the one that the text gives it already', () => {
    for (const text of [
      'export VEO_KEY=KEY',
      'VEO_KEY: str = "KEY"',
      '"VEO_KEY": "KEY"',
      'os.environ["VEO_KEY"] = "KEY"',
    ]) {
      const source = text.replaceAll('VEO_KEY', 'VEO_TEAM_TOKEN');
      assert.equal(nameIn(source, google), 'VEO_TEAM_TOKEN', source);
    }
    assert.equal(nameIn('KEY_ = "KEY"'.replace('KEY_', 'TOKEN'), google), 'GEMINI_API_KEY');
  });
});

describe('a source that is made to take long', () => {
  for (const [languageId, unit] of [
    ['javascript', '`\\'],
    ['javascript', '/*a'],
    ['python', '\\"'],
    ['powershell', '<#a'],
    ['python', 'import a\\\n'],
    ['python', '\n'],
  ] as const) {
    it(`of ${languageId}, full of ${JSON.stringify(unit)}, is read in moments`, () => {
      const head = unit === '\n' ? 'from __future__ import a\\' : '';
      const text = `${head}${unit.repeat(200_000)}\nkey = "${KEY}"\n`;
      const start = text.indexOf(KEY);
      const ms = processorMs(() =>
        environmentRead({ text, languageId, path: '/a' }, { start, end: start + KEY.length }, NAME),
      );
      // A square of it would take minutes.
      assert.ok(ms < 3000, `${ms} ms`);
    });
  }
});

/** The text after changes that do not overlap. */
function changedText(text: string, changes: readonly TextChange[]): string {
  // The last one first, so that offsets hold; of two at one offset the first comes before the second.
  return changes
    .toSorted((a, b) => a.start - b.start)
    .reduceRight((rest, change) => rest.slice(0, change.start) + change.text + rest.slice(change.end), text);
}
