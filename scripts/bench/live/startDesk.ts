import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/** An API takes about so long to accept a job, half of it before the job begins. */
const ACCEPTANCE_MS = 600;

/** The file with the program that starts jobs, in the workspace. */
export const PROGRAM_FILE = 'start.mjs';

/** What a person's script does: it starts one job after the other, and prints each name as soon as it has it. */
export const PROGRAM = `const [desk] = process.argv.slice(2);
for (let shot = 1; ; shot++) {
  const answer = await fetch(desk, { method: 'POST' });
  if (answer.status !== 200) break;
  console.log(\`[\${shot}] Shot \${shot} -> \${await answer.text()}\`);
}
`;

/** Where a program starts the jobs of a round, one with each request, until there are no more. */
export class StartDesk {
  private constructor(
    readonly url: string,
    readonly close: () => void,
  ) {}

  /**
   * @param start starts the next job and gives its status address; undefined when all are started
   * @param told the program has been given the address
   */
  static async open(start: () => string | undefined, told: (address: string) => void): Promise<StartDesk> {
    const server = createServer(answering(start, told));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    return new StartDesk(`http://127.0.0.1:${port}/`, () => server.close());
  }
}

function answering(start: () => string | undefined, told: (address: string) => void): RequestListener {
  return async (_, response) => {
    await wait(ACCEPTANCE_MS / 2);
    const address = start();
    if (address === undefined) {
      response.writeHead(204).end();
      return;
    }
    await wait(ACCEPTANCE_MS / 2);
    response.end(address);
    told(address);
  };
}
