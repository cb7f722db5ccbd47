import { format, parseArgs } from 'node:util';
import { runCommand } from './host/command';
import { underVirtualDisplay } from './host/desktop';
import { hostNode } from './host/hostNode';
import { exitOnSignal } from './host/lifetime';
import { repository } from './repository';
import { integrationTier } from './runner/integrationTier';
import { nodeTier } from './runner/nodeTier';
import { failedIfEmpty, failure, type Outcome, outcomeOfCommand, total } from './runner/outcome';
import type { HostName } from './runner/sessions';

interface Options {
  readonly grep: string;
  readonly host: HostName;
}

const tiers: Record<string, (options: Options) => Promise<Outcome>> = {
  lint: () => npmScript('lint'),
  typecheck: () => npmScript('typecheck'),
  unit: async ({ grep }) => nodeTier('unit', grep, await hostNode()),
  integration: ({ host, grep }) => integrationTier(host, grep),
  workbench: ({ grep }) => workbenchTier(grep),
};

/** `test.ts [tier…] [--grep text] [--host=code-server|desktop]`: runs the tiers in order, by default all of them. */
async function main(): Promise<void> {
  exitOnSignal();
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { grep: { type: 'string', default: '' }, host: { type: 'string', default: defaultHost() } },
  });
  const host = hostNamed(values.host);
  const exitCode = host === 'desktop' ? await underVirtualDisplay() : undefined;
  if (exitCode !== undefined) return process.exit(exitCode);
  const outcomes: Outcome[] = [];
  for (const name of tierNames(positionals)) outcomes.push(await runTier(name, { grep: values.grep, host }));
  const { passed, failures, flaky } = total(outcomes);
  printFailures('flaky: failed at the first attempt, and was tried again', flaky);
  printFailures('failed', failures);
  console.log(`\n${passed} passed, ${failures.length} failed`);
  process.exit(failures.length === 0 ? 0 : 1);
}

/** Repeats the failures at the end of the log, which is often all that is kept of several thousand lines. */
function printFailures(heading: string, texts: readonly string[]): void {
  if (texts.length > 0) console.log(`\n=== ${heading} ===`);
  for (const text of texts) console.log(`\n${text}`);
}

async function runTier(name: string, options: Options): Promise<Outcome> {
  console.log(`\n=== ${name} ===`);
  try {
    return failedIfEmpty(name, (await tiers[name]?.(options)) ?? total([]));
  } catch (error) {
    return failure(`${name}: ${format(error)}`);
  }
}

/** Workbench tests drive the packaged extension, which is what users install. */
async function workbenchTier(grep: string): Promise<Outcome> {
  const packaged = await runCommand('npm', ['run', '--silent', 'package'], { cwd: repository });
  return packaged === 0 ? nodeTier('workbench', grep) : outcomeOfCommand('package', packaged);
}

async function npmScript(name: string): Promise<Outcome> {
  const outcome = outcomeOfCommand(
    name,
    await runCommand('npm', ['run', '--silent', name], { cwd: repository }),
  );
  if (outcome.passed) console.log(`${name}: no fault found`);
  return outcome;
}

function tierNames(names: readonly string[]): readonly string[] {
  const unknown = names.find((name) => !(name in tiers));
  if (unknown) throw new Error(`No tier is called ${unknown}. There are: ${Object.keys(tiers).join(', ')}.`);
  return names.length > 0 ? names : Object.keys(tiers);
}

function defaultHost(): HostName {
  return process.platform === 'linux' ? 'code-server' : 'desktop';
}

function hostNamed(name: string): HostName {
  if (name === 'code-server' || name === 'desktop') return name;
  throw new Error(`No host is called ${name}. There are: code-server, desktop.`);
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});
