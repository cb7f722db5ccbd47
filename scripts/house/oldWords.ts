import { basename } from 'node:path';
import type { NamedFunction } from './functions';
import type { SourceFile } from './sourceFiles';
import { nameOf } from './syntax';

/** A word from before 0.6.0, by its forms as parts of names: `other windows` finds `otherWindowsOf`. */
interface OldWord {
  readonly forms: readonly string[];
  /** Where it had the old meaning; elsewhere it may stand for what it says. */
  readonly room?: string;
  /** Set for words that an English comment would not use by chance: these are sought in comments, too. */
  readonly inComments?: true;
}

const PARTS_OF_NAMES: readonly OldWord[] = [
  { forms: ['lane', 'lanes'], inComments: true },
  { forms: ['asides'], inComments: true },
  { forms: ['aside'], room: 'src/tracking/limits/' },
  { forms: ['allowance', 'allowances'], inComments: true },
  { forms: ['standing', 'standings'] },
  { forms: ['told'] },
  { forms: ['felt'] },
  { forms: ['leases'], inComments: true },
  { forms: ['other windows'] },
  { forms: ['request budget'] },
  { forms: ['request limit'], room: 'src/tracking/' },
  { forms: ['turn', 'turns'], room: 'src/tracking/' },
  { forms: ['ready queue'] },
  { forms: ['expectation', 'expectations'] },
  { forms: ['inquiry', 'inquiries'], inComments: true },
  { forms: ['hindrance', 'hindrances', 'hinder', 'hindered'], inComments: true },
  { forms: ['alarm', 'alarms'] },
  { forms: ['tier', 'tiers'] },
  { forms: ['reunion', 'reunite', 'reunited'], inComments: true },
  { forms: ['older operations'] },
  { forms: ['experience', 'experiences'] },
  { forms: ['usual'] },
  { forms: ['belief', 'beliefs'], room: 'src/tracking/', inComments: true },
  { forms: ['doubt', 'doubts'], inComments: true },
  { forms: ['likeness'], inComments: true },
  { forms: ['unseen waiting'], inComments: true },
  { forms: ['lenient'], inComments: true },
  { forms: ['governor', 'governors'], inComments: true },
  { forms: ['desk'] },
  { forms: ['news'] },
  { forms: ['stopwatch'], inComments: true },
  { forms: ['steady'] },
];

/** Names that count only as a whole and with this case: as parts of other names they are fine. */
const WHOLE_NAMES = ['Watch', 'Word', 'Use', 'Way', 'Means'];

/** Constants whose names say neither their unit nor what they bound. */
const BARE_CONSTANTS = ['LONGEST', 'PATIENCE', 'UNKNOWN', 'MOST', 'SECOND', 'MINUTE', 'HOUR', 'DAY'];

/** First words of names of functions that have a more exact verb. */
const VERBS = ['tell', 'look', 'take', 'forget', 'begin'];

/** The same where the verb is the whole name. */
const LONE_VERBS = ['ask', 'end'];

/** Phrases of comments and of texts for users that have plainer words today. */
const PHRASES = [
  'beside a video is none',
  'is none of those',
  'how we stand with',
  'with what is asked',
  'a death in the midst',
  'operations are asked about',
  'cannot be read may be anything',
  'whose text does not tell',
  'you will be told',
  'has a fault',
  'did not foresee',
  'the log tells',
];

/** Files and folders whose names have a better one today. */
const PATHS = [
  'src/endpoints/lenient.ts',
  'src/endpoints/object.ts',
  'src/simulator/answering.ts',
  'src/tracking/limits/lease.ts',
  'src/tracking/limits/leases.ts',
  'src/tracking/limits/otherWindows.ts',
  'src/tracking/polling/request.ts',
  'src/tracking/polling/watch.ts',
  'src/tracking/schedule/durations.ts',
  'src/tracking/schedule/start.ts',
  'src/ui/asking/',
  'src/ui/checking.ts',
  'src/ui/prompts/targets.ts',
  'src/ui/telling/',
];

/** How often a file says a word. */
interface Said {
  readonly file: SourceFile;
  readonly names: number;
  readonly comments: number;
}

/** How often all files say a word of the old vocabulary. */
export interface SaidWord {
  readonly word: string;
  /** In names of values, types and files; for a phrase, in strings. */
  readonly names: number;
  readonly comments: number;
  /** The names of the files that say it. */
  readonly files: readonly string[];
}

/** The words of the old vocabulary that `files` still say, those said most first. */
export function oldWords(files: readonly SourceFile[], functions: readonly NamedFunction[]): SaidWord[] {
  const found = [
    ...PARTS_OF_NAMES.map((word) => partsSaid(word, files)),
    ...[...WHOLE_NAMES, ...BARE_CONSTANTS].map((name) => nameSaid(name, files)),
    ...VERBS.map((verb) => verbSaid(`${verb}…()`, functions, (name) => wordsOf(name)[0] === verb)),
    ...LONE_VERBS.map((verb) => verbSaid(`${verb}()`, functions, (name) => name === verb)),
    ...PHRASES.map((phrase) => phraseSaid(phrase, files)),
    ...PATHS.map((path) => pathSaid(path, files)),
  ];
  const said = found.filter(({ names, comments }) => names + comments > 0);
  return said.sort((a, b) => b.names + b.comments - a.names - a.comments);
}

function partsSaid({ forms, room = 'src/', inComments }: OldWord, files: readonly SourceFile[]): SaidWord {
  const isSaid = (text: string) => forms.some((form) => isSaidIn(text, form));
  const word = room === 'src/' ? forms[0] : `${forms[0]} (${room})`;
  const said = files
    .filter(({ path }) => path.startsWith(room))
    .map((file) => ({
      file,
      names: [...namesIn(file), basename(file.path, '.ts')].filter(isSaid).length,
      comments: inComments ? file.comments.filter(isSaid).length : 0,
    }));
  return sum(word ?? '', said);
}

function nameSaid(name: string, files: readonly SourceFile[]): SaidWord {
  const said = files.map((file) => {
    return { file, names: namesIn(file).filter((other) => other === name).length, comments: 0 };
  });
  return sum(name, said);
}

function verbSaid(
  word: string,
  functions: readonly NamedFunction[],
  isSaid: (name: string) => boolean,
): SaidWord {
  const said = functions.filter(({ name }) => isSaid(name));
  return sum(
    word,
    said.map(({ file }) => ({ file, names: 1, comments: 0 })),
  );
}

function phraseSaid(phrase: string, files: readonly SourceFile[]): SaidWord {
  const count = (texts: readonly string[]) => texts.filter((text) => isSaidIn(text, phrase)).length;
  const said = files.map((file) => ({
    file,
    names: count(stringsIn(file)),
    comments: count(file.comments),
  }));
  return sum(`“${phrase}”`, said);
}

function pathSaid(path: string, files: readonly SourceFile[]): SaidWord {
  const said = files.filter((file) => file.path.startsWith(path));
  return sum(
    path,
    said.map((file) => ({ file, names: 1, comments: 0 })),
  );
}

function sum(word: string, counted: readonly Said[]): SaidWord {
  const said = counted.filter(({ names, comments }) => names + comments > 0);
  return {
    word,
    names: said.reduce((all, { names }) => all + names, 0),
    comments: said.reduce((all, { comments }) => all + comments, 0),
    files: [...new Set(said.map(({ file }) => basename(file.path)))],
  };
}

function isSaidIn(text: string, phrase: string): boolean {
  return ` ${wordsOf(text).join(' ')} `.includes(` ${phrase} `);
}

function stringsIn({ nodes }: SourceFile): string[] {
  return nodes.flatMap((node) => (node.type === 'StringLiteral' ? (nameOf(node) ?? []) : []));
}

function namesIn({ nodes }: SourceFile): string[] {
  return nodes.flatMap((node) => (node.type === 'Identifier' ? (nameOf(node) ?? []) : []));
}

/** The words of a name in camelCase or UPPER_CASE, or of a text, in small letters. */
function wordsOf(text: string): string[] {
  const spaced = text.replace(/([a-z\d])(?=[A-Z])/g, '$1 ');
  return spaced.toLowerCase().match(/[a-z\d]+/g) ?? [];
}
