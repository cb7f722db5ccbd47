import { parseArgs } from 'node:util';
import { runCommand } from './host/command';
import { underVirtualDisplay } from './host/desktop';
import { exitWhenTold } from './host/lifetime';
import { repository } from './repository';
import { type Counts, countsOfCommand, failedIfEmpty, total } from './tests/counts';
import { integrationTier } from './tests/integrationTier';
import { nodeTier } from './tests/nodeTier';
import type { HostName } from './tests/sessions';

interface Options {
  readonly grep: string;
  readonly host: HostName;
}

const tiers: Record<string, (options: Options) => Promise<Counts>> = {
  lint: () => npmScript('lint'),
  typecheck: () => npmScript('typecheck'),
  unit: ({ grep }) => nodeTier('unit', grep),
  integration: ({ host, grep }) => integrationTier(host, grep),
  workbench: ({ grep }) => workbenchTier(grep),
};

/** `test.ts [tier…] [--grep text] [--host=code-server|desktop]`: runs the tiers, all by default, in their order. */
async function main(): Promise<void> {
  exitWhenTold();
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { grep: { type: 'string', default: '' }, host: { type: 'string', default: defaultHost() } },
  });
  const host = hostNamed(values.host);
  const exitCode = host === 'desktop' ? await underVirtualDisplay() : undefined;
  if (exitCode !== undefined) return process.exit(exitCode);
  const counts: Counts[] = [];
  for (const name of chosen(positionals)) counts.push(await runTier(name, { grep: values.grep, host }));
  const { passed, failed } = total(counts);
  console.log(`\n${passed} passed, ${failed} failed`);
  process.exit(failed === 0 ? 0 : 1);
}

async function runTier(name: string, options: Options): Promise<Counts> {
  console.log(`\n=== ${name} ===`);
  try {
    return failedIfEmpty((await tiers[name]?.(options)) ?? { passed: 0, failed: 0 });
  } catch (error) {
    console.error(error);
    return { passed: 0, failed: 1 };
  }
}

/** A person gets the packaged extension, so the workbench tests do too. */
async function workbenchTier(grep: string): Promise<Counts> {
  const packaged = await runCommand('npm', ['run', '--silent', 'package'], { cwd: repository });
  return packaged === 0 ? nodeTier('workbench', grep) : { passed: 0, failed: 1 };
}

async function npmScript(name: string): Promise<Counts> {
  const counts = countsOfCommand(await runCommand('npm', ['run', '--silent', name], { cwd: repository }));
  if (counts.passed) console.log(`${name}: no fault found`);
  return counts;
}

function chosen(names: readonly string[]): readonly string[] {
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
