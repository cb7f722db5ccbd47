import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import type { Capture } from '../../../src/ui/capture/capture';
import { DebugOutput } from '../../../src/ui/capture/debugOutput';
import { NotebookOutput } from '../../../src/ui/capture/notebookOutput';
import { TerminalOutput } from '../../../src/ui/capture/terminalOutput';
import type { CapturePlace } from '../../../src/ui/settings';

const STDOUT = 'application/vnd.code.notebook.stdout';

/** Records what is read in each place. */
class RecordedCapture {
  readonly texts: string[] = [];
  readonly off = new Set<CapturePlace>();
  ended = 0;

  get capture(): Capture {
    return this as unknown as Capture;
  }

  isOff(place: CapturePlace): boolean {
    return this.off.has(place);
  }

  open({ typed }: { readonly typed: string }, place: CapturePlace) {
    this.texts.push(`${place} by ${typed}:`);
    return { push: (text: string) => this.texts.push(text), end: () => this.ended++ };
  }
}

describe('the output of a command', () => {
  async function* chunks(...texts: readonly string[]) {
    yield* texts;
  }

  function command(processId: number, output: AsyncIterable<string>) {
    const terminal = { processId: Promise.resolve(processId) } as unknown as vscode.Terminal;
    return { terminal, commandLine: 'run', startedAt: 0, output };
  }

  it('is that of a task where a task started the process of its terminal', async () => {
    const recorded = new RecordedCapture();
    await new TerminalOutput(recorded.capture).read(command(7, chunks('a', 'b')), new Set([7]));
    await new TerminalOutput(recorded.capture).read(command(8, chunks('c')), new Set([7]));
    assert.deepEqual(recorded.texts, ['task by run:', 'a', 'b', 'terminal by run:', 'c']);
    assert.equal(recorded.ended, 2);
  });

  it('is not looked at while the setting of its place is off', async () => {
    const recorded = new RecordedCapture();
    recorded.off.add('task');
    await new TerminalOutput(recorded.capture).read(command(7, chunks('a')), new Set([7]));
    assert.deepEqual([recorded.texts, recorded.ended], [[], 0]);
    async function* turnedOff() {
      yield 'a';
      recorded.off.add('terminal');
      yield 'b';
    }
    await new TerminalOutput(recorded.capture).read(command(8, turnedOff()), new Set());
    assert.deepEqual(recorded.texts, ['terminal by run:', 'a']);
  });

  it('ends when its terminal is closed', async () => {
    const recorded = new RecordedCapture();
    const terminals = new TerminalOutput(recorded.capture);
    let closed = () => {};
    async function* endless() {
      yield 'a';
      closed();
      await new Promise(() => {});
    }
    const endlessCommand = command(8, endless());
    const isClosed = new Promise<void>((resolve) => (closed = resolve));
    void terminals.read(endlessCommand, new Set());
    await isClosed;
    terminals.end(endlessCommand.terminal);
    terminals.end(endlessCommand.terminal);
    assert.equal(recorded.ended, 1);
  });
});

describe('the output of a debugged program', () => {
  const session = { id: '1', configuration: { name: 'x' } } as unknown as vscode.DebugSession;

  it('is read of all categories but what the debugger measures, and nothing that has another form', () => {
    const recorded = new RecordedCapture();
    const output = new DebugOutput(recorded.capture);
    const bodies = [
      { category: 'stdout', output: 'a' },
      { category: 'telemetry', output: 'b' },
      { category: 'secret', output: 'c' },
      { output: 'd' },
      { category: 'stderr', output: 5 },
      null,
    ];
    for (const body of bodies) output.take(session, { type: 'event', event: 'output', body }, 0);
    for (const message of [undefined, 7, { type: 'response', event: 'output', body: { output: 'e' } }]) {
      output.take(session, message, 0);
    }
    assert.deepEqual(recorded.texts, ['debugConsole by {"name":"x"}:', 'a', 'd']);
    output.end(session);
    output.end(session);
    assert.equal(recorded.ended, 1);
  });

  it('is not read while the setting is off', () => {
    const recorded = new RecordedCapture();
    recorded.off.add('debugConsole');
    const body = { output: 'a' };
    new DebugOutput(recorded.capture).take(session, { type: 'event', event: 'output', body }, 0);
    assert.deepEqual(recorded.texts, []);
  });
});

describe('the output of a notebook cell', () => {
  let recorded: RecordedCapture;
  let notebooks: NotebookOutput;
  const cell = { index: 0, document: { getText: () => 'code' } };
  beforeEach(() => {
    recorded = new RecordedCapture();
    notebooks = new NotebookOutput(recorded.capture);
    cell.index = 0;
  });

  function change(fields: object): void {
    const event = { cellChanges: [{ cell, ...fields }], contentChanges: [] };
    notebooks.take(event as unknown as vscode.NotebookDocumentChangeEvent, 0);
  }

  function printed(...items: readonly (readonly [mime: string, text: string])[]) {
    return {
      outputs: [{ items: items.map(([mime, text]) => ({ mime, data: new TextEncoder().encode(text) })) }],
    };
  }

  it('is read while the cell runs, only what is new of it, and only texts', () => {
    change(printed([STDOUT, 'from another time']));
    change({ executionSummary: {} });
    change(printed([STDOUT, 'a'], ['image/png', 'x']));
    change(printed([STDOUT, 'a'], [STDOUT, 'b']));
    change(
      printed([STDOUT, 'ab'], ['text/plain', 'c'], ['text/markdown', '**d**'], ['text/html', '<i>e</i>']),
    );
    change({ ...printed([STDOUT, 'other']), executionSummary: { success: true } });
    change(printed([STDOUT, 'undone']));
    assert.deepEqual(recorded.texts, ['notebook by code:', 'a', 'b', 'c', '**d**', 'other']);
    assert.equal(recorded.ended, 1);
  });

  it('is decoded only once, however often the whole of it comes, also where a character comes in parts', () => {
    const text = 'Đèn lồng: models/veo-3.1/operations/idrk08ltkg0a 🎬\n'.repeat(20);
    const bytes = new TextEncoder().encode(text);
    change({ executionSummary: {} });
    const decoded = countDecodedBytes(() => {
      for (let end = 1; end <= bytes.length; end++)
        change({ outputs: [{ items: [{ mime: STDOUT, data: bytes.subarray(0, end) }] }] });
    });
    assert.equal(recorded.texts.slice(1).join(''), text);
    assert.equal(decoded, bytes.length);
  });

  it('ends when the cell is removed while it runs', () => {
    change({ executionSummary: {} });
    cell.index = -1;
    change({});
    assert.equal(recorded.ended, 1);
  });

  it('is not read where it is large enough to be data, or while the setting is off', () => {
    change({ executionSummary: {} });
    change(printed([STDOUT, 'x'.repeat(5_000_001)]));
    recorded.off.add('notebook');
    change(printed([STDOUT, 'a']));
    assert.deepEqual(recorded.texts, ['notebook by code:']);
  });
});

/** How many bytes are decoded while something runs. */
function countDecodedBytes(run: () => void): number {
  const { decode } = TextDecoder.prototype;
  let bytes = 0;
  TextDecoder.prototype.decode = function (input, options) {
    bytes += input?.byteLength ?? 0;
    return decode.call(this, input, options);
  };
  try {
    run();
  } finally {
    TextDecoder.prototype.decode = decode;
  }
  return bytes;
}
