import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { repository } from '../../scripts/repository';
import { type Simulator, startSimulator } from '../../src/simulator/simulator';
import { type EndpointEntry, GOOGLE_PROXY, type TriedService, triedServices } from '../anyApi/triedServices';
import { DIALECT_KEY } from '../unit/simulator/startDialect';
import { sampleVideo } from './gateway';
import { VeoWindow } from './veoWindow';

const DURATION_SECONDS = 60;
/** Services whose ids look like those of others, so that the person is asked whose one is. */
const ALIKE = ['New API', 'CometAPI', 'APIYI', 'Together AI', 'Bifrost'];
const EXAMPLE = "the README's example of a described API";

describe('jobs of every service', () => {
  const services = triedServices(readFileSync(join(repository, 'README.md'), 'utf8'));
  const example = services.find(({ title }) => title === EXAMPLE) as TriedService;
  const alike = services.filter(({ title }) => ALIKE.includes(title));
  const others = services.filter((service) => service !== example && !alike.includes(service));
  let ahead = 0;
  let simulator: Simulator;
  /** At another origin, so that it needs another key. */
  let described: Simulator;
  let veo: VeoWindow;

  before(async () => {
    const now = () => Date.now() + ahead;
    const server = () => startSimulator({ sampleVideo, key: DIALECT_KEY, now });
    [simulator, described] = await Promise.all([server(), server()]);
    const endpoints = [
      ...[...others, ...alike].map((service) => service.entry(simulator)),
      example.entry(described),
    ];
    veo = await VeoWindow.open(simulator, {
      settings: {
        'veo.endpoints': unique(endpoints),
        'veo.endpoint': 'google-proxy',
        'veo.checking.requestsPerMinute': 600,
      },
    });
    await veo.workbench.showContainer('Veo');
    await veo.setKey('OpenRouter', DIALECT_KEY);
  });
  after(async () => {
    await veo.close();
    await described.stop();
  });

  it('are recognised in the answers to their starts, pasted as lines', async () => {
    const lines = await Promise.all(others.map((service) => startAnswer(service, simulator)));
    await veo.check(lines.join('\n'));
    // Both Google itself and its proxy have interactions.
    await veo.workbench.quickInput.pick(GOOGLE_PROXY);
    await veo.workbench.toasts.dismiss(`${others.length} operations: ${others.length} running.`);
  });

  it('whose ids look alike are at the endpoint that the person picks', async () => {
    for (const service of alike) {
      await veo.check(await startAnswer(service, simulator));
      await veo.workbench.quickInput.pick(service.title);
      await veo.workbench.toasts.dismiss(' is running');
    }
  });

  it("of an API that the README's example describes are found by their address", async () => {
    const { statusUrl } = await example.start(described, { durationSeconds: DURATION_SECONDS });
    await veo.check(`curl -s "${statusUrl}" -H "Authorization: Bearer $KEY"`);
    await veo.enterKey(DIALECT_KEY);
    await veo.workbench.toasts.dismiss(' is running');
    await everyRow(/\d s/).waitFor();
    await veo.screenshots('any-api-running');
  });

  it('succeed, and all of their videos end on disk', async function () {
    this.timeout(60_000);
    ahead += DURATION_SECONDS * 1000;
    const { workbench } = veo;
    await workbench.runCommand('Veo: Refresh Operations');
    // Polls find the ends one after the other, so several messages may tell of them.
    await everyRow(/ left|unsaved/).waitFor();
    await veo.screenshots('any-api-ready');
    await workbench.runCommand('Veo: Download All Unsaved…');
    await workbench.quickInput.pick('Videos in This Project');
    // Most services have their videos at a host that is no endpoint, to which a person agrees.
    await workbench.toasts.click(/videos are at .*, which is not their endpoint/, 'Fetch Without the Key');
    await everyRow(/(?<!un)saved/).waitFor();
    const folder = join(workbench.folder, 'videos');
    const files = (await readdir(folder)).filter((name) => name.endsWith('.mp4'));
    assert.equal(files.length, services.length);
    const sample = await readFile(sampleVideo);
    for (const file of files) assert.deepEqual(await readFile(join(folder, file)), sample, file);
  });

  /** The last of as many rows with a text as there are services. */
  function everyRow(text: string | RegExp) {
    return veo.tree
      .all()
      .filter({ hasText: text })
      .nth(services.length - 1);
  }

  // The last of all, since it is about all of them.
  it('never take a key to another origin than their endpoint', () => {
    assert.deepEqual([simulator.keySeenAt(), described.keySeenAt()], [[simulator.url], [described.url]]);
  });
});

async function startAnswer(service: TriedService, simulator: Simulator): Promise<string> {
  return (await service.start(simulator, { durationSeconds: DURATION_SECONDS })).text;
}

/** Interactions come twice, and are at one endpoint. */
function unique(entries: readonly EndpointEntry[]): readonly EndpointEntry[] {
  return [...new Map(entries.map((entry) => [entry.id, entry])).values()];
}
