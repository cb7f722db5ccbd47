import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { BUILT_IN_ENDPOINTS, type Endpoint } from '../../../src/endpoints/endpoint';
import {
  type DotenvLoader,
  environmentRead,
  withPlaceholders,
} from '../../../src/ui/editor/keyHygiene/environmentReads';
import { keyLiterals } from '../../../src/ui/editor/keyHygiene/keyLiterals';
import { variableName } from '../../../src/ui/editor/keyHygiene/variableName';
import { processorMs } from '../base/processorTime';
import { changedText } from './changedText';

const KEY = 'AIzaSyB4k9TqW2nEr7VxLm0HcPzD3uJfYgQ8sRt';
const NAME = 'GEMINI_API_KEY';
/** Where the key stands in a text of these tests. */
const PLACE = /(?<!_)KEY/;
const WHOLE = `import os\nk = os.environ["${NAME}"]\n`;

interface Given {
  readonly languageId: string;
  readonly path?: string;
  readonly loader?: DotenvLoader;
}

/** The text after the key was moved; undefined where that is not offered. `KEY` stands for the key. */
function moved(text: string, { languageId, path = '/a', loader }: Given): string | undefined {
  const source = { text: text.replace(PLACE, KEY), languageId, path };
  const start = source.text.indexOf(KEY);
  const changes = environmentRead(source, { start, end: start + KEY.length }, { variable: NAME, loader });
  return changes && changedText(source.text, changes);
}

describe('a key in Python', () => {
  const loader: DotenvLoader = { kind: 'python-dotenv' };
  const python = (text: string, project: Partial<Given> = {}) =>
    moved(text, { languageId: 'python', ...project });

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
    [
      'a string behind an expression of an f-string',
      `import os\nh = f"{d['x']}{{}} KEY"\n`,
      `import os\nh = f"{d['x']}{{}} {os.environ['${NAME}']}"\n`,
    ],
    ['the default of a read', `import os\nk = os.getenv("${NAME}", "KEY")\n`, WHOLE],
    [
      'a default on a line of its own',
      `import os\nk = os.environ.get(\n    '${NAME}',\n    'KEY',\n)\n`,
      WHOLE,
    ],
    ['a default behind or', `import os\nk = os.environ.get("${NAME}") or "KEY"\n`, WHOLE],
    [
      'the default of another read',
      'import os\nk = f("A", "KEY")\n',
      `import os\nk = f("A", os.environ["${NAME}"])\n`,
    ],
    ['a line for a shell', `!curl -H 'x: KEY' u\nprint(1)`, `!curl -H "x: $${NAME}" u\nprint(1)`],
    ['a cell for a shell', `%%bash\nK=KEY`, `%%bash\nK="$${NAME}"`],
    ['a cell for a shell that is named behind', `%%script bash\nK=KEY`, `%%script bash\nK="$${NAME}"`],
  ] as const) {
    it(`in ${what} is read from the environment`, () => assert.equal(python(before), after));
  }

  for (const [what, text] of [
    ['bytes', 'k = b"KEY"'],
    ['a comment', '# KEY'],
    ['strings side by side', 'h = ("Bearer " "KEY")'],
    ['a string that is formatted', 'h = "Bearer KEY {}".format(x)'],
    ['a string with braces', 'h = \'{"key": "KEY"}\''],
    ['an expression of an f-string', 'h = f"Bearer {d.get(1, \'KEY\')}"'],
    ['part of a string of Python 2', 'h = u"Bearer KEY"'],
    ['a cell of another language', '%%html\n<a title="KEY">'],
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
    assert.equal(python(before, { loader }), after);
    const loading = 'import os\nfrom dotenv import load_dotenv\nload_dotenv()\nk = "KEY"';
    assert.equal(python(loading, { loader }), loading.replace('"KEY"', `os.environ["${NAME}"]`));
  });
});

describe('a key in JavaScript', () => {
  const loader: DotenvLoader = { kind: 'dotenv', packageForm: 'commonjs' };
  const javascript = (text: string, project: Partial<Given> = {}) =>
    moved(text, { languageId: 'javascript', ...project });

  for (const [what, before, after] of [
    ['a string', "const k = 'KEY';", `const k = process.env.${NAME};`],
    ['a value of an object', '{ apiKey: "KEY" }', `{ apiKey: process.env.${NAME} }`],
    ['part of a string', `a("Bearer KEY \`\${x}")`, `a(\`Bearer \${process.env.${NAME}} \\\`\\\${x}\`)`],
    ['a string with escapes', `a('it\\'s \\\${} KEY')`, `a(\`it\\'s \\\${} \${process.env.${NAME}}\`)`],
    ['a template', `fetch(\`\${base}?key=KEY\`)`, `fetch(\`\${base}?key=\${process.env.${NAME}}\`)`],
    [
      'an expression of a template',
      `a(\`Bearer \${k || 'KEY'}\`)`,
      `a(\`Bearer \${k || process.env.${NAME}}\`)`,
    ],
    [
      'a template behind another in it',
      `a(\`\${b ? \`\${c}/\` : ''}KEY\`)`,
      `a(\`\${b ? \`\${c}/\` : ''}\${process.env.${NAME}}\`)`,
    ],
    ['one branch of a condition', 'a ? "KEY" : b', `a ? process.env.${NAME} : b`],
    ['the default of a read', `k = process.env.${NAME} || 'KEY';`, `k = process.env.${NAME};`],
    [
      'the default of another read',
      `k = process.env.OTHER ?? 'KEY';`,
      `k = process.env.OTHER ?? process.env.${NAME};`,
    ],
    [
      'a program of Deno',
      `import a from "npm:a"; a("KEY")`,
      `import a from "npm:a"; a(Deno.env.get("${NAME}"))`,
    ],
    [
      'a string behind an apostrophe in a comment',
      "/* don't */ f('KEY')",
      `/* don't */ f(process.env.${NAME})`,
    ],
    [
      'a string behind a quote in a regular expression',
      'f(/`/g, /[/"]/); g("KEY"); h(`a`)',
      `f(/\`/g, /[/"]/); g(process.env.${NAME}); h(\`a\`)`,
    ],
  ] as const) {
    it(`in ${what} is read from the environment`, () => assert.equal(javascript(before), after));
  }

  for (const [what, text] of [
    ['a comment', '// KEY'],
    ['the name of a property', '({ "KEY": 1 })'],
    ['the name of a module', "import x from 'KEY'"],
    ['an attribute of JSX', '<Client apiKey="KEY" />'],
    ['a string with an escape that templates do not have', "a('\\033[0m KEY')"],
  ] as const) {
    it(`in ${what} is left to the person`, () => assert.equal(javascript(text), undefined));
  }

  it('is still a string to TypeScript', () => {
    const typescript = (text: string) => moved(text, { languageId: 'typescript' });
    assert.equal(typescript("const k: string = 'KEY';"), `const k: string = process.env.${NAME}!;`);
    assert.equal(typescript("const k = 'a KEY';"), `const k = \`a \${process.env.${NAME}}\`;`);
  });

  for (const [what, before, after] of [
    [
      'as a module does',
      "#!/usr/bin/env node\nimport a from 'a';\na('KEY');",
      "#!/usr/bin/env node\nLOAD\nimport a from 'a';\na(READ);",
    ],
    ['where an await shows a module', "const a = await b('KEY');", 'LOAD\nconst a = await b(READ);'],
    [
      'behind what is used',
      "'use strict';\r\nconst a = require('a');\r\na('KEY');",
      "'use strict';\r\nREQUIRE\r\nconst a = require('a');\r\na(READ);",
    ],
    [
      'behind comments before that',
      "// Licence\n/* a */ 'use client'\nimport 'a';\na('KEY');",
      "// Licence\n/* a */ 'use client'\nLOAD\nimport 'a';\na(READ);",
    ],
    ['as its package does', "a('KEY');", 'REQUIRE\na(READ);'],
    [
      'although a comment names it',
      "// no dotenv\nrequire('a')('KEY');",
      "REQUIRE\n// no dotenv\nrequire('a')(READ);",
    ],
    ['not where that is done', "import 'dotenv/config';\na('KEY');", "import 'dotenv/config';\na(READ);"],
    [
      'not where that is done with require',
      "const dotenv = require('dotenv');\na('KEY');",
      "const dotenv = require('dotenv');\na(READ);",
    ],
  ] as const) {
    it(`is read from .env where the project has dotenv, ${what}`, () =>
      assert.equal(
        javascript(before, { loader }),
        after
          .replace('LOAD', "import 'dotenv/config';")
          .replace('REQUIRE', "require('dotenv').config();")
          .replace('READ', `process.env.${NAME}`),
      ));
  }

  it('is read from .env in the form that the name of its file says, or else its package', () => {
    const first = (path: string, project: Given) => moved("a('KEY');", { ...project, path })?.split('\n')[0];
    const [imports, requires] = ["import 'dotenv/config';", "require('dotenv').config();"];
    const plain = { languageId: 'javascript', loader };
    const ofModule: Given = { ...plain, loader: { kind: 'dotenv', packageForm: 'module' } };
    assert.deepEqual([first('/a.mjs', plain), first('/a.cjs', ofModule)], [imports, requires]);
    assert.deepEqual([first('/a.js', plain), first('/a.js', ofModule)], [requires, imports]);
    assert.equal(first('/a.ts', { ...plain, languageId: 'typescript' }), imports);
  });
});

describe('a key that stands in a document more than once', () => {
  const everywhere = (text: string, languageId: string) => {
    const source = { text: text.replaceAll(/(?<!_)KEY/g, KEY), languageId, path: '/a' };
    const places = [...source.text.matchAll(new RegExp(KEY, 'g'))].map(({ index: start }) => ({
      start,
      end: start + KEY.length,
    }));
    const [first = { start: 0, end: 0 }, ...alsoAt] = places;
    return {
      read: changedText(source.text, environmentRead(source, first, { variable: NAME, alsoAt }) ?? []),
      left: changedText(source.text, withPlaceholders(source, first, alsoAt)),
    };
  };

  it('is read from the environment wherever that is possible, with one import', () => {
    const read = `os.environ["${NAME}"]`;
    assert.equal(
      everywhere('a = "KEY"\n# KEY\nb = "KEY"\n', 'python').read,
      `import os\n\na = ${read}\n# ${KEY}\nb = ${read}\n`,
    );
    assert.equal(
      everywhere('a = "KEY or KEY"\n', 'python').read,
      `import os\n\na = f"{os.environ['${NAME}']} or ${KEY}"\n`,
    );
  });

  it('gets the import of one place although another needs none', () => {
    assert.equal(
      everywhere('!curl u?key=KEY\nk = "KEY"\n', 'python').read,
      `import os\n\n!curl u?key="$${NAME}"\nk = os.environ["${NAME}"]\n`,
    );
  });

  it('gives way to a placeholder only where it cannot be read', () => {
    assert.equal(everywhere('KEY and KEY', 'markdown').left, 'YOUR_API_KEY and YOUR_API_KEY');
    assert.equal(
      everywhere('# KEY\na = "KEY" # KEY', 'python').left,
      `# YOUR_API_KEY\na = "${KEY}" # YOUR_API_KEY`,
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
    ['a default', `K="\${${NAME}:-KEY}"`, `K="\${${NAME}:?}"`],
    ['a default in quotes of its own', `K=\${${NAME}:="KEY"}`, `K=\${${NAME}:?}`],
    ['a here-document', 'cat <<E\n"KEY"\nE', `cat <<E\n"$${NAME}"\nE`],
    [
      'the line of a here-document',
      'cat <<E | curl u?key=KEY\na\nE',
      `cat <<E | curl u?key="$${NAME}"\na\nE`,
    ],
    ['a string behind a here-string', `a <<<"b"\nK='KEY'`, `a <<<"b"\nK="$${NAME}"`],
    ['a string behind a shift', `n=$((1<<2))\nK='KEY'`, `n=$((1<<2))\nK="$${NAME}"`],
    [
      'a string behind a here-document with an apostrophe',
      `cat <<E\ndon't\nE\nK='KEY'`,
      `cat <<E\ndon't\nE\nK="$${NAME}"`,
    ],
  ] as const) {
    it(`in ${what} is read from the environment`, () => assert.equal(shell(before), after));
  }

  it('in a comment or a here-document in quotes is left to the person', () => {
    for (const text of ['# curl u?key=KEY', "cat <<'END'\nKEY\nEND", 'cat <<\\END\nKEY\nEND'])
      assert.equal(shell(text), undefined);
  });

  it('reaches the program as before', () => {
    for (const text of [
      "printf %s 'a KEY b'",
      `printf %s '{"k": "KEY", "c": "$x"}'`,
      'printf %s KEY_',
      'printf %s "a KEY!"',
      'cat <<END\na "KEY" b\nEND',
      `printf %s "\${${NAME}:-KEY}"`,
      'printf %s "$(printf %s "a KEY")"',
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

  it('of Docker Compose is read from the environment, but not in other YAML', () => {
    const yaml = (path: string) => moved('K: KEY', { languageId: 'yaml', path });
    for (const path of ['/p/compose.yaml', '/p/docker-compose.yml', '/p/docker-compose.override.yml'])
      assert.equal(yaml(path), `K: \${${NAME}}`);
    assert.equal(yaml('/p/config.yaml'), undefined);
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
    // Any other program may have given that a value.
    assert.equal(nameIn('API_TOKEN = "KEY"', google), 'GEMINI_API_KEY');
  });

  it('is the one of which the key is the default', () => {
    for (const text of [
      'os.getenv("TEAM_KEY", "KEY")',
      "os.environ.get('TEAM_KEY') or 'KEY'",
      'os.environ.setdefault("TEAM_KEY", "KEY")',
      "process.env.TEAM_KEY || 'KEY'",
      "process.env['TEAM_KEY'] ?? 'KEY'",
      'Deno.env.get("TEAM_KEY") ?? "KEY"',
      `\${TEAM_KEY:-KEY}`,
    ]) {
      assert.equal(nameIn(text.replaceAll('TEAM_KEY', 'GW_SECRET'), google), 'GW_SECRET', text);
    }
    // Python reads the default first, so it must not be of another variable.
    assert.equal(nameIn('os.getenv("team_secret", "KEY")', google), 'team_secret');
  });
});

describe('a source that is made to take long', () => {
  for (const [languageId, unit] of [
    ['javascript', '`\\'],
    ['javascript', '/*a'],
    ['javascript', '`${'],
    ['javascript', '`${`${'],
    ['javascript', '=/['],
    ['javascript', '=/a'],
    ['shellscript', '<<A '],
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
        environmentRead(
          { text, languageId, path: '/a' },
          { start, end: start + KEY.length },
          { variable: NAME },
        ),
      );
      // A square of it would take minutes.
      assert.ok(ms < 3000, `${ms} ms`);
    });
  }
});
