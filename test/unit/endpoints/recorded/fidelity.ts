import { isDeepStrictEqual } from 'node:util';
import { presetOf } from '../../../../src/endpoints/presets';
import { parseText } from '../../../../src/references/parseText';
import { outcomeOf } from './outcome';
import type { RecordedAnswer, RecordedCase } from './recordedAnswer';
import { RECORDINGS } from './recordings';

/** What the table tells of each service, in the order of its columns. */
const COLUMNS = [
  'start answer',
  'running',
  'succeeded',
  'failed',
  'filtered',
  'video',
  'time left',
  'cost',
  'key refused',
  'budget',
  'limit',
  'gateway fault',
] as const;
type Column = (typeof COLUMNS)[number];

const CASES: Readonly<Partial<Record<Column, RecordedCase>>> = {
  'start answer': 'start',
  running: 'running',
  failed: 'failed',
  filtered: 'filtered',
  'key refused': 'keyRefused',
  budget: 'budget',
  limit: 'rateLimited',
  'gateway fault': 'gatewayFault',
};

/** Where services say for how long they keep their videos. */
const LIFETIME_SOURCES: Readonly<Record<string, string>> = {
  ofox: 'github.com/ofoxai/skills, ofox-video-core',
  qiniu: 'apidocs.qnaigc.com/423900624e0',
  kie: 'docs.kie.ai',
};
const LABELS: Readonly<Record<string, string>> = {
  google: 'Gemini API, operations',
  interactions: 'Gemini API, Interactions',
};
/** In a source: only the form is documented there; the values are ours, or another service's of the same form. */
const FORM = /^form of /;

/** What the committed document says, as the recorded answers have it. */
export interface Fidelity {
  readonly markdown: string;
  /** Recorded answers that are not understood. */
  readonly notUnderstood: readonly string[];
}

/** Runs all recorded answers through the extension and writes down which of them it understands. */
export async function fidelity(): Promise<Fidelity> {
  const footnotes = new Footnotes();
  const notUnderstood: string[] = [];
  const rows: string[] = [];
  for (const service of new Set(RECORDINGS.map((one) => one.service))) {
    const cells: string[] = [];
    for (const column of COLUMNS) {
      const answers = answersFor(service, column);
      const faults = await unreadOf(answers);
      notUnderstood.push(...faults.map((one) => `${service}, ${column}: ${JSON.stringify(one.body)}`));
      cells.push(cellOf({ column, answers, isUnderstood: faults.length === 0 }, footnotes));
    }
    rows.push(row(LABELS[service] ?? presetOf({ preset: service })?.label ?? service, cells));
  }
  const table = [
    row('service', COLUMNS),
    row(
      '---',
      COLUMNS.map(() => '---'),
    ),
    ...rows,
  ];
  return { markdown: documentOf(table, footnotes), notUnderstood };
}

/** The sources in the order in which the table names them. */
class Footnotes {
  private readonly sources: string[] = [];

  /** The number of a source, from 1. */
  numberOf(source: string): number {
    const bare = source.replace(FORM, '');
    if (!this.sources.includes(bare)) this.sources.push(bare);
    return this.sources.indexOf(bare) + 1;
  }

  get list(): readonly string[] {
    return this.sources.map((source, at) => `${at + 1}. ${source}`);
  }
}

function answersFor(service: string, column: Column): readonly RecordedAnswer[] {
  const answers = RECORDINGS.filter((one) => one.service === service);
  const wanted = CASES[column];
  if (wanted) return answers.filter((one) => one.case === wanted);
  return answers.filter(({ expect }) => {
    if (expect.kind !== 'succeeded') return false;
    if (column === 'cost') return expect.cost !== undefined;
    if (column === 'time left') return expect.expiresAt !== undefined || expect.hoursKept !== undefined;
    return true;
  });
}

async function unreadOf(answers: readonly RecordedAnswer[]): Promise<readonly RecordedAnswer[]> {
  const understood = await Promise.all(answers.map(isUnderstood));
  return answers.filter((_, at) => !understood[at]);
}

async function isUnderstood(recorded: RecordedAnswer): Promise<boolean> {
  const { expect, body } = recorded;
  if (expect.kind !== 'start') return isDeepStrictEqual(await outcomeOf(recorded), expect);
  const parsed = parseText(JSON.stringify(body, null, 2));
  return parsed.kind === 'references' && parsed.references.some(({ name }) => name === expect.name);
}

interface Cell {
  readonly column: Column;
  readonly answers: readonly RecordedAnswer[];
  readonly isUnderstood: boolean;
}

function cellOf({ column, answers, isUnderstood }: Cell, footnotes: Footnotes): string {
  if (answers.length === 0) return '–';
  if (!isUnderstood) return '✗';
  const sources = [...new Set(answers.map((one) => sourceOf(one, column)))];
  const isWhole = sources.some((source) => !FORM.test(source));
  const numbers = [...new Set(sources.map((source) => footnotes.numberOf(source)))];
  return `${isWhole ? '✓' : '≈'} ${numbers.join(', ')}`;
}

function sourceOf({ service, source, expect }: RecordedAnswer, column: Column): string {
  const isTime = column === 'time left' && expect.kind === 'succeeded' && expect.hoursKept !== undefined;
  return isTime ? (LIFETIME_SOURCES[service] ?? source) : source;
}

function row(service: string, cells: readonly string[]): string {
  return `| ${[service, ...cells].join(' | ')} |`;
}

function documentOf(table: readonly string[], footnotes: Footnotes): string {
  return `# Fidelity

**None of this was tried on the real services.** Each cell is an answer as a service's documentation, source code or users show it, which a test sends from this computer through the extension. The simulator speaks the same forms.

| sign | means |
| --- | --- |
| ✓ | an answer that its source shows whole is understood |
| ≈ | documented only as a form: the answer is understood, its values are ours, or those of another service of the same form |
| – | no such answer is documented, as far as we found |

The numbers are those of the sources below, read on 2026-11-29. \`npm run fidelity\` writes this page; a test compares it with what the extension makes of the answers in \`test/unit/endpoints/recorded\`.

${table.join('\n')}

*start answer*: the job is recognised in the answer to its start. *video*: where it is. *time left*: for how long the service keeps it.

## Sources

${footnotes.list.join('\n')}
`;
}
