import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DotenvLoader, environmentRead } from '../../../src/ui/editor/keyHygiene/environmentReads';
import { keyLiterals } from '../../../src/ui/editor/keyHygiene/keyLiterals';
import { changedText } from './changedText';

const KEY = 'AIzaSyB4k9TqW2nEr7VxLm0HcPzD3uJfYgQ8sRt';
const NAME = 'GEMINI_API_KEY';

/** Programs that print the key, as people write them; `¤` stands for it. */
const PYTHON = [
  '#!/usr/bin/env python3\n# -*- coding: utf-8 -*-\n"""What it does."""\nfrom __future__ import annotations\n\nKEY = "¤"\nprint(KEY)\n',
  'from json import (\n    dumps,\n)\nheaders = {"x": "Bearer ¤", \'y\': \'¤\'}\nprint(dumps(headers))\n',
  'def f(key="¤"):\n    import os\n    return key\nprint(f())\n',
  `import os\nprint(os.getenv("${NAME}", "¤"), os.environ.get("${NAME}") or "¤")\n`,
  'import os; base = "b"; print(f"{base}/{{x}}?key=¤&{base!r:>5}")\n',
  'class Config:\n    key: str = "¤"\n    url = r"a\\b?key=¤"\nprint(Config.key, Config.url)\n',
  'import json\r\nprint("""\r\n¤\r\n""".strip())\r\n',
  'print("""it\'s "¤" or\n# ¤""")\n',
  'print("a" "b?key=¤" "c")\n',
  'print({"¤": 1}["¤"], "¤".encode().decode())\n',
];
const JAVASCRIPT = [
  "#!/usr/bin/env node\n'use strict';\nconst k = '¤';\nconsole.log(k, this === module.exports);\n",
  '// Licence\n/* more */ "use strict"\nconsole.log((function () { return this; })() === undefined, "Bearer " + "¤");\n',
  `import { sep } from 'node:path';\nconst a = { key: '¤', [\`b\`]: \`\${sep ? \`¤\` : ''}¤\` };\nconsole.log(a);\n`,
  `const a = await Promise.resolve('¤');\nconsole.log(a.replace(/[\`'"]/g, '') + \`it's \\\` \${'¤'}\`);\n`,
  `const k = process.env.NO_KEY || '¤';\r\nconsole.log(k, 'a\\'b"\`\${c}\` ¤');\r\n`,
  'export default {};\nconsole.log(false ? 1 : "¤", ["¤"].length / 2, "¤".length / 3);\n',
];

describe('a program', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'veo-reads-'));
    // As much of dotenv as the programs can tell.
    const dotenv = join(folder, 'node_modules', 'dotenv');
    mkdirSync(dotenv, { recursive: true });
    const exports = { '.': './index.js', './config': './config.js' };
    writeFileSync(join(dotenv, 'package.json'), JSON.stringify({ main: './index.js', exports }));
    writeFileSync(join(dotenv, 'index.js'), `exports.config = () => { process.env.${NAME} = '${KEY}'; };`);
    writeFileSync(join(dotenv, 'config.js'), "require('./index.js').config();");
  });
  after(() => rmSync(folder, { recursive: true }));

  it('of Python does the same with its key in the environment, and nothing without it', () => {
    if (!hasPython()) return;
    const programs = PYTHON.map((text) => text.replaceAll('¤', KEY));
    const moved = programs.map((program) => withoutKey(program, 'python'));
    assert.deepEqual(printedByPython(moved, { [NAME]: KEY }), printedByPython(programs, {}));
    const nothing = programs.map(() => `KeyError: '${NAME}'`);
    assert.deepEqual(printedByPython(moved, {}), nothing);
  });

  for (const [at, text] of JAVASCRIPT.entries()) {
    it(`of JavaScript, ${at + 1}, does the same with its key in .env`, () => {
      const program = text.replaceAll('¤', KEY);
      const moved = withoutKey(program, 'javascript', { kind: 'dotenv', packageForm: 'commonjs' });
      assert.equal(node(moved), node(program));
    });
  }

  function node(program: string): string {
    const isModule = /^(?:import|export)|await/m.test(program);
    const file = join(folder, `program.${isModule ? 'mjs' : 'cjs'}`);
    writeFileSync(file, program);
    return execFileSync(process.execPath, [file], { stdio: 'pipe' }).toString();
  }
});

/** What programs print, each by itself, or the error with which it ends. */
const RUN_ALL = `
import contextlib, io, json, sys
printed = []
for program in json.load(sys.stdin):
    output = io.StringIO()
    try:
        with contextlib.redirect_stdout(output):
            exec(compile(program, "program", "exec"), {"__name__": "__main__"})
        printed.append(output.getvalue())
    except Exception as error:
        printed.append(f"{type(error).__name__}: {error}")
print(json.dumps(printed))
`;

import { hasPython } from '../installedPython';

function printedByPython(programs: readonly string[], variables: Record<string, string>): unknown {
  const env = { PATH: process.env.PATH, ...variables };
  return JSON.parse(
    execFileSync('python3', ['-c', RUN_ALL], { env, input: JSON.stringify(programs) }).toString(),
  );
}

/** A source after the quick fix at its first key, and at those that it left. */
function withoutKey(source: string, languageId: string, loader?: DotenvLoader): string {
  const [key, ...alsoAt] = keyLiterals(source);
  const changes =
    key && environmentRead({ text: source, languageId, path: '/a' }, key, { variable: NAME, loader, alsoAt });
  if (changes === undefined) return source;
  return withoutKey(changedText(source, changes), languageId, loader);
}
