import assert from 'node:assert/strict';
import { type CommandKind, commandKind } from '../../../src/ui/capture/commandKind';
import type { Printed } from '../../../src/ui/capture/outputReader';
import { PrintedStarts } from '../../../src/ui/capture/printedStarts';

const BEGAN = Date.parse('2026-11-29T10:00:00Z');

/** A reference as printed so many seconds after the start of its program. */
function printed(
  afterS: number,
  id: string,
  more: Partial<Printed> & { readonly startedAt?: string } = {},
): Printed {
  const { startedAt, ...rest } = more;
  const name = `models/veo-3.1/operations/${id}`;
  const reference = { name, ...(startedAt !== undefined && { startedAt }) };
  return { reference, printedAt: BEGAN + afterS * 1000, ...rest };
}

/** Within how many seconds each of them was started before it was printed; undefined where it was only listed again. */
function within(
  all: readonly Printed[],
  { typed = '', kind = 'runs' as CommandKind, known = [] as readonly string[] } = {},
): (number | undefined)[] {
  const starts = new PrintedStarts({ startedAt: BEGAN, typed, kind });
  const isKnown = ({ reference }: Printed) => known.some((id) => reference.name.endsWith(id));
  return starts.of(all, isKnown).map(({ given }) => given.startedWithin);
}

function iso(afterS: number): string {
  return new Date(BEGAN + afterS * 1000).toISOString();
}

describe('the starts of printed operations', () => {
  it('lie between the start of the program and the print of the name', () => {
    const [start] = new PrintedStarts({ startedAt: BEGAN, typed: '', kind: 'runs' }).of(
      [printed(2.5, 'a')],
      () => false,
    );
    assert.deepEqual(start, { given: { startedAt: iso(2.5), startedWithin: 3 } });
  });

  it('lie after the print of the one before, apart from requests side by side', () => {
    assert.deepEqual(within([printed(2, 'a'), printed(60, 'b'), printed(61, 'c')]), [2, 60, 6]);
  });

  it('of several sent together count from the same time', () => {
    assert.deepEqual(within([printed(100, 'a'), printed(130, 'b'), printed(130.05, 'c')]), [100, 35, 36]);
  });

  it('are the times of a log where these lie in the run of the program', () => {
    const starts = new PrintedStarts({ startedAt: BEGAN, typed: '', kind: 'runs' });
    const [start] = starts.of([printed(9, 'a', { writtenAt: iso(8) })], () => false);
    assert.deepEqual(start?.given, { startedAt: iso(8), startedWithin: 8 });
    const [before] = starts.of([printed(9, 'b', { writtenAt: iso(-3) })], () => false);
    assert.equal(before?.given.startedAt, iso(9));
  });

  const LISTED: readonly [string, readonly Printed[], Parameters<typeof within>[1]?][] = [
    ['printed before by any program', [printed(2, 'a')], { known: ['a'] }],
    ['on the command line', [printed(2, 'abc')], { typed: 'python poll.py models/veo-3.1/operations/abc' }],
    [
      'whose id is on the command line',
      [printed(2, 'abc')],
      { typed: 'curl https://a.example/v1/videos/abc' },
    ],
    ['printed sooner than any program could have started it', [printed(0.09, 'a')]],
    ['shown by a command that starts nothing', [printed(3, 'a')], { kind: 'shows' }],
    [
      'that were in a file before it was followed',
      [printed(0.5, 'a'), printed(0.5, 'b')],
      { kind: 'follows' },
    ],
    ['listed many at once by a young program', ['a', 'b', 'c', 'd', 'e'].map((id) => printed(1.2, id))],
    [
      'of which many were known, with new ones among them',
      ['a', 'b', 'c', 'd', 'e'].map((id) => printed(1.2, id)),
      { known: ['a', 'b', 'c', 'd'] },
    ],
    ['listed in great number, however long it took', [...Array(30).keys()].map((i) => printed(20, `id${i}`))],
    ['with an old time in the line', [printed(2, 'a', { writtenAt: iso(-61) })]],
    ['with an old start in the answer', [printed(2, 'a', { startedAt: iso(-600) })]],
    ['with an old time in the id', [printed(2, `veo3:${BEGAN / 1000 - 3600}-a1b2`)]],
  ];
  for (const [which, all, options] of LISTED) {
    it(`are not told for names ${which}`, () => {
      assert.deepEqual(new Set(within(all, options)), new Set([undefined]));
    });
  }

  it('are left to the first answers for many that were printed at once, unless one of them is known or old', () => {
    const ids = ['a', 'b', 'c', 'd', 'e'];
    const together = (all: readonly Printed[], known: readonly string[] = []) =>
      new PrintedStarts({ startedAt: BEGAN, typed: '', kind: 'runs' })
        .of(all, ({ reference }) => known.some((id) => reference.name.endsWith(id)))
        .map(({ ifTogether }) => ifTogether);
    const all = ids.map((id) => printed(2.5, id));
    assert.deepEqual(together(all), Array(5).fill({ startedAt: iso(2.5), startedWithin: 3 }));
    assert.deepEqual(together(all.slice(0, 4)), Array(4).fill(undefined));
    assert.deepEqual(together(all, ['c']), Array(5).fill(undefined));
    const old = printed(2.5, 'f', { startedAt: iso(-600) });
    assert.deepEqual(together([...all, old]), Array(6).fill(undefined));
  });

  it('are told for what is added to a file that is followed', () => {
    const all = [printed(0.3, 'old'), printed(40, 'a', { writtenAt: iso(39.5) })];
    assert.deepEqual(within(all, { kind: 'follows' }), [undefined, 40]);
  });

  it('are told for some that were started together, and for a fresh time in the id or the answer', () => {
    const together = ['a', 'b', 'c', 'd'].map((id) => printed(1.2, id));
    assert.deepEqual(within(together), [2, 2, 2, 2]);
    assert.deepEqual(within([printed(3, `veo3:${BEGAN / 1000 + 2}-a1b2`)]), [3]);
    assert.deepEqual(within([printed(3, 'a', { startedAt: iso(2) })]), [3]);
  });
});

describe('the kind of a command line', () => {
  const KINDS: Readonly<Record<CommandKind, readonly string[]>> = {
    runs: [
      'python start.py',
      'node batch.mjs | tee veo.log',
      './generate.sh --prompt "a cat"',
      'cat prompts.txt | xargs -n1 python start.py',
      'cat veo.log; node -e "start()"',
      'for p in *.txt; do python start.py $p; done',
      'VEO_KEY=x node start.js',
      'curl -s -X POST https://a.example/v1/videos -d @job.json | jq -r .id',
      'npm run videos',
      'curl -sXPOST https://a.example/v1/videos --json @job.json | jq .id',
      'curl "$BASE/v1beta/models/veo-3.1:predictLongRunning" \\\n  -H "x-goog-api-key: $KEY" \\\n  -d @job.json',
      'Invoke-RestMethod -Method Post -Uri $url -Body $body | ConvertTo-Json',
      'wget -qO- --post-file=job.json https://a.example/v1/videos',
      'echo "started $(python start.py)"',
      'echo started `./start.sh`',
      'ID=$(./start.sh); echo $ID',
      '',
    ],
    shows: [
      'cat veo.log',
      'grep -f ids.txt veo.log',
      'cd logs && cat veo.log | grep video_ | sort -u',
      'git diff HEAD~1',
      'sudo /usr/bin/less veo.log',
      'LC_ALL=C sort ids.txt > sorted.txt',
      'Get-Content .\\veo.log',
      'type veo.log',
      'C:\\tools\\bat.exe veo.log',
      'history | grep curl',
      'docker compose logs worker',
      'echo $OPERATION',
      'if grep -q video_ veo.log',
      'vim veo.log',
      'curl -s "$BASE/v1beta/$OP" -H "x-goog-api-key: $KEY" | jq .done',
      'curl -X GET https://a.example/v1/videos',
      'curl "$BASE/v1beta/$OP" \\\n  -H "x-goog-api-key: $KEY"',
      'while true; do curl -s $URL; sleep 10; done',
      'watch -n 10 curl -s $URL',
      'Invoke-RestMethod -Uri $url -Headers $headers | ConvertTo-Json -Depth 5',
      'echo "$(cat veo.log)"',
      'LAST=$(tail -1 veo.log); echo $LAST',
      'sqlite3 jobs.db "select name from operations"',
    ],
    follows: [
      'tail -f veo.log',
      'tail -n 20 -F veo.log | grep video_',
      'docker logs -f worker',
      'kubectl logs --follow pod/worker',
      'journalctl -fu veo',
      'Get-Content veo.log -Wait',
    ],
  };
  for (const [kind, commandLines] of Object.entries(KINDS)) {
    for (const commandLine of commandLines) {
      it(`is "${kind}" for: ${commandLine}`, () => assert.equal(commandKind(commandLine), kind));
    }
  }

  it('is found quickly in a command line of any length', () => {
    assert.equal(commandKind(`cat ${' ('.repeat(500_000)}`), 'runs');
    assert.equal(commandKind(`${'a=b '.repeat(490)}cat x`), 'shows');
  });
});
