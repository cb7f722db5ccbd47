import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Operation, SucceededOperation } from '../../../src/operations/operation';
import { PROBLEM_KINDS } from '../../../src/operations/problem';
import type { EndpointList } from '../../../src/ui/endpointList';
import { descriptionOf } from '../../../src/ui/messages/description';
import {
  followingSentences,
  followingWords,
  NO_CIRCUMSTANCES,
  NOTHING_KNOWN,
} from '../../../src/ui/messages/followingWords';
import { inBox, inList, inMessage, literally } from '../../../src/ui/messages/literalText';
import { problemInFull } from '../../../src/ui/messages/problemWords';
import { reasonInFull, reasonWords } from '../../../src/ui/messages/reasonWords';
import { checkingTitle, stateSentence } from '../../../src/ui/messages/stateWords';
import {
  originOfTitle,
  titleOf,
  titleWithoutOwnLabel,
  videoTitle,
  withShortIds,
} from '../../../src/ui/messages/titles';
import { markdownText } from '../../../src/ui/view/markdownText';
import { at, TEN_O_CLOCK } from '../operations/arbitraries';
import { GOOGLE } from '../tracking/pollingHarness';

/** Labels, prompts, models, errors, endpoints or files that could do harm where they are shown. */
const HOSTILE = [
  '\u001b[31mred\u001b[0m \u009b2J',
  'two\r\nlines\u2028and\u2029more',
  'gpj.\u202eexe\u202c \u2066isolated\u2069 \u200ehidden\u200b',
  '$(bug) $(sync~spin) \\$(flame)',
  '[click](command:workbench.action.quit) [site](https://evil.example "title")',
  '![](https://evil.example/pixel.png) <img src=x onerror=alert(1)> **bold** `code`',
  '\u0000\u0007\ufeff\u{e0041}tag',
];

function operationsWith(text: string): Operation[] {
  const tracked = { endpoint: 'google', name: 'models/veo/operations/idrk08ltkg0a', trackedAt: at(0) };
  const ended = { ...tracked, finishedAt: at(60_000), videos: [] as const };
  const video = { uri: `https://gateway.example/${text}`, videoId: text, file: `/home/${text}.mp4` };
  const titles = [{ label: text, labelOrigin: 'text' as const }, { prompt: text }, { model: text }];
  const problems = PROBLEM_KINDS.map((kind) => ({
    problem: { kind, message: text, since: at(0), detail: { kind: 'quoted', said: text } as const },
  }));
  const states: Operation[] = [
    { ...tracked, state: 'running', videos: [], unknownStatus: { word: text, since: at(0) } },
    { ...ended, state: 'succeeded', videos: [video, video], filteredCount: 1, filterReasons: [text] },
    { ...ended, state: 'filtered', filterReasons: [text] },
    { ...ended, state: 'failed', error: { code: text, status: text, message: text } },
    { ...ended, state: 'missing' },
  ];
  return states.flatMap((state) => [...titles, ...problems].map((more) => ({ ...state, ...more })));
}

/** Every text that we make of an operation. */
function wordsOf(operation: Operation, endpoints: EndpointList): string[] {
  return [
    titleOf(operation),
    titleWithoutOwnLabel(operation),
    originOfTitle(operation),
    descriptionOf(operation, TEN_O_CLOCK),
    checkingTitle([operation]),
    stateSentence(operation),
    problemInFull(operation, endpoints),
    ...followingWords(operation, TEN_O_CLOCK, NO_CIRCUMSTANCES),
    ...followingSentences(operation, TEN_O_CLOCK, NOTHING_KNOWN),
    ...(operation.state === 'succeeded' ? videoWords(operation) : []),
  ].filter((text) => text !== undefined);
}

function videoWords(operation: SucceededOperation): string[] {
  const { videoId = '', uri } = operation.videos[0];
  return [videoTitle({ operation, index: 0 }), withShortIds(videoId), withShortIds(uri)];
}

/** Format characters except joiners, which belong to words and emoji. */
const UNSEEN = /[\p{Cc}\p{Co}\p{Cs}\p{Zl}\p{Zp}]|(?![\u200c\u200d])\p{Cf}/u;
const LINK = /\[[^\]]+\]\(/;
const ICON = /(?<!\\)\$\([A-Za-z0-9-]+(?:~[A-Za-z]+)?\)/;

describe('a hostile text that names or explains an operation', () => {
  const words = HOSTILE.flatMap((text) => {
    const endpoints = { byId: () => ({ ...GOOGLE, label: text }) } as unknown as EndpointList;
    return operationsWith(text).flatMap((operation) => wordsOf(operation, endpoints));
  });

  it('reaches the texts that these tests check', () => {
    assert.ok(words.some((text) => UNSEEN.test(text)));
    assert.ok(words.some((text) => LINK.test(text)));
    assert.ok(words.some((text) => ICON.test(text)));
  });

  for (const [place, shown] of Object.entries({ literally, inMessage, inList, inBox })) {
    it(`has nothing unseen in it and is bounded, as ${place} shows it`, () => {
      for (const text of words) assert.doesNotMatch(shown(text), UNSEEN);
      assert.ok(shown('x'.repeat(1_000_000)).length <= 1000);
    });
  }

  it('makes no link in a message or a box', () => {
    for (const text of words) assert.doesNotMatch(inMessage(text), LINK);
    for (const text of words) assert.doesNotMatch(inBox(text), LINK);
  });

  it('draws no icon in a list or a box', () => {
    for (const text of words) assert.doesNotMatch(inList(text), ICON);
    for (const text of words) assert.doesNotMatch(inBox(text), ICON);
  });

  it('has no sign of Markdown in a tooltip', () => {
    for (const text of words) {
      assert.match(markdownText(text, 600), /^(?:[^!-/:-@[-`{-~]|&#\d{2,3};)*$/);
      assert.doesNotMatch(markdownText(text, 600), UNSEEN);
    }
  });

  it('has only line breaks of ours in a document and in what is copied of it', () => {
    for (const text of HOSTILE) {
      const endpoints = { byId: () => ({ ...GOOGLE, label: text }) } as unknown as EndpointList;
      for (const operation of operationsWith(text)) {
        for (const whole of [reasonWords(operation, endpoints), reasonInFull(operation, endpoints)]) {
          for (const line of whole.split('\n')) assert.doesNotMatch(line, UNSEEN);
        }
      }
    }
  });
});

describe('the sources that show a text', () => {
  const ui = resolve(__dirname, '../../../src/ui');
  const files = readdirSync(ui, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const usersOf = (use: RegExp) =>
    files
      .filter((file) => use.test(readFileSync(join(ui, file), 'utf8')))
      .map((file) => file.replaceAll('\\', '/'))
      .sort();

  it('call VS Code in one place, which cleans the text', () => {
    assert.deepEqual(usersOf(/\.show(?:Warning|Error)Message\(|\.setStatusBarMessage\(/), [
      'messages/message.ts',
    ]);
    assert.deepEqual(usersOf(/\.createOutputChannel\(/), ['log.ts']);
    assert.deepEqual(usersOf(/ProgressLocation\.(?:Notification|Window)/), ['messages/progress.ts']);
    assert.deepEqual(usersOf(/clipboard\.writeText\(/), [
      'commands/copying.ts',
      'commands/reasons.ts',
      'exchange/copyAs.ts',
      'exchange/copyLink.ts',
      'terminal/terminalSelection.ts',
    ]);
  });

  it('clean it for boxes and lists, which draw links or icons', () => {
    const users = usersOf(/\.(?:create|show)InputBox\(|\.(?:create|show)QuickPick/);
    const withoutOutside = [
      'capture/modeChoice.ts',
      'exchange/copyAs.ts',
      'prompts/askForEndpoint.ts',
      'prompts/pickService.ts',
    ];
    const clean = usersOf(/\bin(?:Box|List)\(|operationPicks\(|\bisNameSegment\(/);
    assert.deepEqual(
      users.filter((file) => !clean.includes(file)),
      withoutOutside,
    );
  });
});
