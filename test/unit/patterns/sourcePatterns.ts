import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { runInThisContext } from 'node:vm';
import { build, type Plugin } from 'esbuild';
import { type Sites, sitesIn } from './sites';

const sources = resolve(__dirname, '../../../src');

/** A regular expression of the sources, and the file that makes it. */
export interface SourcePattern {
  readonly file: string;
  readonly line: number;
  readonly pattern: RegExp;
}

/** All that the sources make when they are loaded. */
export interface SourcePatterns {
  readonly patterns: readonly SourcePattern[];
  /** Files with calls of `RegExp` that only run later. */
  readonly unmade: readonly string[];
  /** What makes patterns in a way that cannot be followed, by its file. */
  readonly hidden: readonly string[];
}

/**
 * The regular expressions of all sources. Literals are read from the syntax tree. For what is put together, the sources
 * are loaded with each call of `RegExp` wrapped, VS Code being an object that is anything one asks it for.
 */
export async function sourcePatterns(): Promise<SourcePatterns> {
  const files = sourceFiles();
  const made = await patternsMade(files);
  const patterns: SourcePattern[] = [];
  const unmade: string[] = [];
  for (const [file, { sites }] of files) {
    for (const { line, start, literal } of sites) {
      const found = literal ? [literal] : (made.get(siteName(file, start)) ?? []);
      if (found.length === 0) unmade.push(file);
      patterns.push(...found.map((pattern) => ({ file, line, pattern })));
    }
  }
  const hidden = [...files].flatMap(([file, sites]) => sites.hidden.map((text) => `${file}: ${text}`));
  return { patterns, unmade, hidden };
}

interface SourceFile extends Sites {
  readonly text: string;
}

function sourceFiles(): Map<string, SourceFile> {
  const names = readdirSync(sources, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  return new Map(
    names.sort().map((name) => {
      const text = readFileSync(join(sources, name), 'utf8');
      return [name.replaceAll('\\', '/'), { text, ...sitesIn(text) }] as const;
    }),
  );
}

function siteName(file: string, start: number): string {
  return `${file} ${start}`;
}

async function patternsMade(files: ReadonlyMap<string, SourceFile>): Promise<Map<string, RegExp[]>> {
  const made = new Map<string, RegExp[]>();
  const note = (name: string, pattern: RegExp): RegExp => {
    made.set(name, [...(made.get(name) ?? []), pattern]);
    return pattern;
  };
  const bundle = await bundled(files);
  const run = runInThisContext(`(require, module, exports, notePattern) => {${bundle}\n}`);
  run(createRequire(__filename), { exports: {} }, {}, note);
  return made;
}

/** All sources in one text, whether an entry reaches them or not. */
async function bundled(files: ReadonlyMap<string, SourceFile>): Promise<string> {
  const { outputFiles } = await build({
    stdin: {
      contents: [...files.keys()].map((file) => `import ${JSON.stringify(join(sources, file))};`).join('\n'),
      resolveDir: sources,
    },
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    external: ['node-fetch'],
    plugins: [withNotes(files)],
    logLevel: 'error',
  });
  return outputFiles[0]?.text ?? '';
}

const ANYTHING = `
  const anything = new Proxy(function () {}, {
    get: (target, key) => (key === Symbol.toPrimitive ? () => '' : key === 'prototype' ? target.prototype : anything),
    apply: () => anything,
    construct: () => ({}),
  });
  module.exports = anything;`;

function withNotes(files: ReadonlyMap<string, SourceFile>): Plugin {
  return {
    name: 'patterns noted',
    setup({ onLoad, onResolve }) {
      onResolve({ filter: /^vscode$/ }, () => ({ path: 'vscode', namespace: 'anything' }));
      onLoad({ filter: /./, namespace: 'anything' }, () => ({ contents: ANYTHING }));
      onLoad({ filter: /\.ts$/ }, ({ path }) => {
        const name = path.slice(sources.length + 1).replaceAll('\\', '/');
        const file = files.get(name);
        return file && { contents: noting(name, file), loader: 'ts' };
      });
    },
  };
}

function noting(name: string, { text, sites }: SourceFile): string {
  const calls = sites.filter(({ literal }) => !literal);
  // From the end on, so that what comes before stays where it is.
  return calls.reduceRight((noted, { start, end }) => {
    const site = JSON.stringify(siteName(name, start));
    return `${noted.slice(0, start)}notePattern(${site}, ${noted.slice(start, end)})${noted.slice(end)}`;
  }, text);
}
