import assert from 'node:assert/strict';
import { analyse } from 'scslre';
import { fastestMs, superlinearGrowth } from './growth';
import { hostileTexts, textOf } from './hostileTexts';
import { sitesIn } from './sites';
import { type SourcePattern, type SourcePatterns, sourcePatterns } from './sourcePatterns';

/** Patterns that are not linear, and the most characters that each is ever applied to. */
const BOUNDED: readonly { readonly file: string; readonly begins: string; readonly most: number }[] = [
  // MAX_ADDRESS_CHARACTERS
  { file: 'references/beside/lines.ts', begins: '(?:https?:\\/\\/|\\/|v1)', most: 300 },
  // MAX_FIELD_CHARACTERS
  { file: 'references/beside/lines.ts', begins: '(?:^|[\\s,{(;|-])["\']?(prompt|', most: 2100 },
  // PROMPT_CHARACTERS and one more
  { file: 'saving/fileName.ts', begins: '[\\s,;.–—-]+\\S*$', most: 61 },
];
/** ms; nobody notices it, also when the machine is busy. */
const MAX_BOUNDED_MS = 5;

function boundOf({ file, pattern }: SourcePattern): number | undefined {
  return BOUNDED.find((one) => one.file === file && pattern.source.startsWith(one.begins))?.most;
}

/** Whether it is of the second degree or worse, as far as its structure tells; see github.com/RunDevelopment/scslre. */
function isSuperlinear(pattern: RegExp): boolean {
  return analyse(pattern).reports.length > 0;
}

function placeOf({ file, line, pattern }: SourcePattern): string {
  return `${file}:${line} ${pattern}`;
}

describe('every regular expression of the sources takes a time that grows no faster than its text', () => {
  let all: SourcePatterns;
  let unbounded: readonly SourcePattern[];

  before(async () => {
    all = await sourcePatterns();
    unbounded = all.patterns.filter((one) => boundOf(one) === undefined);
  });

  it('all are found: none is made out of sight, or only when a function runs', () => {
    assert.ok(all.patterns.length > 350);
    assert.deepEqual(all.hidden, []);
    assert.deepEqual(all.unmade, []);
  });

  it('as an analysis of their structure tells', () => {
    assert.deepEqual(unbounded.filter(({ pattern }) => isSuperlinear(pattern)).map(placeOf), []);
  });

  it('as the processor tells for texts that each nearly matches', () => {
    // What the analysis found would take minutes here.
    const found = unbounded
      .filter(({ pattern }) => !isSuperlinear(pattern))
      .flatMap((one) => {
        const growth = superlinearGrowth(one.pattern, hostileTexts(one.pattern));
        return growth ? [`${placeOf(one)} ${JSON.stringify(growth)}`] : [];
      });
    assert.deepEqual(found, []);
  });

  it('or is only applied to texts so short that it takes no time', () => {
    const bounded = all.patterns.filter((one) => boundOf(one) !== undefined);
    assert.equal(bounded.length, BOUNDED.length);
    for (const one of bounded) {
      for (const text of hostileTexts(one.pattern)) {
        const ms = fastestMs(one.pattern, textOf(text, boundOf(one) ?? 0), MAX_BOUNDED_MS);
        assert.ok(ms < MAX_BOUNDED_MS, `${placeOf(one)} ${JSON.stringify(text)} ${ms}`);
      }
    }
  });
});

describe('the search for regular expressions that take too long', () => {
  const slow = [
    /a+$/g,
    /(?:a+)+b/,
    /video_\w+\/x/,
    /x[^y]*y|\s*\n/,
    /\/operations\/.*!/,
    /(?:x|\u009d)8;[^x]*;b/,
  ];
  for (const pattern of slow) {
    it(`finds ${pattern}`, () => {
      assert.ok(isSuperlinear(pattern) || superlinearGrowth(pattern, hostileTexts(pattern)));
    });
  }

  const linear = [/(?<!a)a+$/, /a{1,9}b/, /^a+b/, /[a-z]+\d?/g, /\bvideo_\w{4,}/g];
  for (const pattern of linear) {
    it(`leaves ${pattern}`, () => {
      assert.equal(isSuperlinear(pattern), false);
      assert.equal(superlinearGrowth(pattern, hostileTexts(pattern)), undefined);
    });
  }

  it('sees literals and calls, and none in strings, comments and types', () => {
    const source = 'const a: RegExp = /x+/g; // /y/\nconst b = ["/z/", new RegExp("u"), RegExp(a)];';
    const { sites, hidden } = sitesIn(source);
    assert.deepEqual(
      sites.map(({ line, literal }) => [line, literal?.source]),
      [
        [1, 'x+'],
        [2, undefined],
        [2, undefined],
      ],
    );
    assert.deepEqual(hidden, []);
  });

  for (const source of ['const R = RegExp;', 'text.match("a+")', 'text.search(`a+`)', 'make(RegExp)']) {
    it(`says that it cannot follow ${source}`, () => assert.equal(sitesIn(source).hidden.length, 1));
  }
});
