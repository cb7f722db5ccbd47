import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import type { VideoApiError } from '../../../../src/endpoints/videoApi';
import { runProgram } from '../../../../src/platform/node/nodeProgram';
import { tokenFrom } from '../../../../src/tracking/commandToken';
import type { CommandLine, ProgramEnd } from '../../../../src/tracking/programs';

const TOKEN = 'ya29.a-token-that-a-program-prints';
const HANGING = 'setInterval(() => {}, 1e6)';
const never = new AbortController().signal;

describe('a program that is run for its output', () => {
  it('gets its arguments as they are, since no shell reads them', async () => {
    const args = ['$HOME', '`id`', '; echo x', '"quoted"', "it's", '%PATH%', '&& x', 'a b', ''];
    const end = await run('console.log(JSON.stringify(process.argv.slice(1)))', args);
    assert.deepEqual(end.kind === 'exited' && JSON.parse(end.output), args);
  });

  it('ends with its exit code, whatever it has printed', async () => {
    const end = await run(`console.log('${TOKEN}'); console.error('${TOKEN}'); process.exitCode = 3`);
    assert.deepEqual(end, { kind: 'exited', code: 3, output: `${TOKEN}\n` });
  });

  it('is not heard where it complains', async () => {
    const end = await run("console.error('a complaint')");
    assert.deepEqual(end, { kind: 'exited', code: 0, output: '' });
  });

  it('waits for no input', async () => {
    const end = await run("process.stdin.on('end', () => console.log('no input')).resume()");
    assert.deepEqual(end, { kind: 'exited', code: 0, output: 'no input\n' });
  });

  it('that does not exist is not found', async () => {
    const end = await runProgram(['veo-no-such-program'], never);
    assert.deepEqual(end, { kind: 'failed', fault: 'notFound', said: 'ENOENT' });
  });

  it('that the system or Node refuses to start has not started, and nothing of the command is told', async () => {
    const fault = { kind: 'failed', fault: 'notStarted' };
    if (process.platform !== 'win32') {
      const below = await runProgram([`${process.execPath}/a`], never);
      assert.deepEqual(below, { ...fault, said: 'ENOTDIR' });
    }
    const refused = await runProgram([process.execPath, 'a-secret\0'], never);
    assert.deepEqual(refused, { ...fault, said: 'ERR_INVALID_ARG_VALUE' });
  });

  it('that hangs is ended with all that it has started', async () => {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const started = `require('net').connect(${port}, '127.0.0.1')`;
    const script = `require('child_process').spawn(process.execPath, ['-e', process.argv[1]]); ${HANGING}`;
    const running = runProgram([process.execPath, '-e', script, started], never, 3000);
    const [connection] = (await once(server, 'connection')) as [Socket];
    const closed = once(
      connection.on('error', () => undefined),
      'close',
    );
    assert.deepEqual(await running, { kind: 'failed', fault: 'timedOut', said: '' });
    await closed;
    server.close();
  });

  it('that prints without end is ended at 16 KiB', async () => {
    const end = await run("setInterval(() => process.stdout.write('x'.repeat(5000)), 1)");
    assert.deepEqual(end, { kind: 'failed', fault: 'printedTooMuch', said: '' });
  });

  it('is ended when nobody wants its output any more', async () => {
    const controller = new AbortController();
    const running = runProgram([process.execPath, '-e', HANGING], controller.signal);
    controller.abort();
    assert.deepEqual(await running, { kind: 'failed', fault: 'failed', said: '' });
  });
});

describe('the token of a command', () => {
  it('is the only line that it prints', async () => {
    for (const newline of ['', '\\n', '\\r\\n', '\\n\\n']) {
      assert.equal(tokenFrom(await run(`process.stdout.write('${TOKEN}${newline}')`)), TOKEN);
    }
  });

  const others: readonly [what: string, script: string, fault: string][] = [
    ['prints nothing', '', 'printedNothing'],
    ['prints blank lines', "console.log('\\n  \\n')", 'printedNothing'],
    ['prints twice', `console.log('${TOKEN}'); console.log('${TOKEN}')`, 'printedSeveral'],
    ['ends with 1', `console.log('${TOKEN}'); process.exitCode = 1`, 'failed'],
    ['is killed', `console.log('${TOKEN}'); process.kill(process.pid, 'SIGKILL')`, 'failed'],
    ['prints a sentence', "console.log('Please log in, my-secret-words-in-a-sentence.')", 'printedNoToken'],
    ['prints a short word', "console.log('secret-words')", 'printedNoToken'],
    ['prints 5,000 characters', "console.log('secret-words'.repeat(420))", 'printedNoToken'],
    ['prints far more', "console.log('secret-words'.repeat(20000))", 'printedTooMuch'],
  ];
  for (const [what, script, fault] of others) {
    it(`is none where it ${what}, and nobody quotes what it printed`, async () => {
      const end = await run(script);
      assert.throws(
        () => tokenFrom(end),
        (error: VideoApiError) => {
          assert.deepEqual([error.kind, error.reason], ['unauthorized', 'commandFailed']);
          assert.deepEqual('fault' in error.detail && error.detail.fault, fault);
          assert.doesNotMatch(`${error.stack} ${JSON.stringify(error)}`, /secret-words|ya29/);
          return true;
        },
      );
    });
  }
});

function run(script: string, args: readonly string[] = []): Promise<ProgramEnd> {
  const command: CommandLine = [process.execPath, '-e', script, ...args];
  return runProgram(command, never);
}
