import assert from 'node:assert/strict';
import { contributes } from '../../../package.json';
import { TaskScreen } from '../../../src/ui/tasks/taskScreen';

describe('the screen of a task', () => {
  let written: string;
  let screen: TaskScreen;
  beforeEach(() => {
    written = '';
    screen = new TaskScreen((text) => {
      written += text;
    });
  });

  it('draws its last line anew below each line that stays, and not while it says the same', () => {
    screen.showProgress('40 s');
    const before = written;
    screen.showProgress('40 s');
    assert.equal(written, before);
    screen.print('ready');
    screen.showProgress('');
    assert.deepEqual(shownLines(written), ['ready', '']);
  });

  it('passes on no control character of what it shows', () => {
    screen.print('\u001b]52;c;eA==\u0007\u001b[2Jx\r\ny\u009b1A');
    screen.showProgress('\u001b[31mz\n');
    assert.deepEqual(shownLines(written), [' ]52;c;eA==  [2Jx  y 1A', ' [31mz ']);
  });

  it('shows no line that the problem matcher takes for a problem, whatever an operation is called', () => {
    const [{ pattern }] = contributes.problemMatchers as [(typeof contributes.problemMatchers)[number]];
    screen.print('✓ /b:1:1: error: failed: x', 'good');
    screen.print('/b:1:1:\u0000error: failed: x');
    screen.showProgress('/b:1:1: warning: failed: x');
    for (const line of shownLines(written)) assert.doesNotMatch(line, new RegExp(pattern.regexp));
  });

  it('cuts off what is far too long for a line', () => {
    screen.print('x'.repeat(100_000));
    assert.ok(written.length < 2000);
  });
});

/** The lines that a terminal shows, which erases a line where it is told to. Styles are left out. */
function shownLines(output: string): string[] {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: Terminals are controlled by control characters.
  const plain = output.replace(/\u001b\[(?:\d+m|\?7[hl])/g, '');
  return plain.split('\r\n').map((line) => line.split('\r\u001b[2K').at(-1) ?? '');
}
