import { symlink } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { commandOutput } from './host/command';
import { temporaryFolder } from './host/temporaryFolder';
import { comparisonOf } from './house/comparison';
import { type House, measureHouse } from './house/measure';
import { reportOf } from './house/report';
import { repository } from './repository';

/**
 * `house.ts [checkout] [--compare revision]`: prints as Markdown how `src` is built, of this checkout or of another
 * one; with a revision of git, side by side with what it was there.
 */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { compare: { type: 'string' } },
  });
  const root = resolve(positionals[0] ?? repository);
  const house = await measureHouse(root);
  if (values.compare === undefined) return console.log(reportOf(house));
  console.log(comparisonOf(await measureRevision(root, values.compare), house));
}

/** Measures a revision in a worktree of its own, with the packages of this checkout. */
async function measureRevision(root: string, revision: string): Promise<House> {
  const worktree = join(await temporaryFolder('house'), 'worktree');
  await commandOutput('git', ['worktree', 'add', '--detach', worktree, revision], { cwd: root });
  try {
    await symlink(join(root, 'node_modules'), join(worktree, 'node_modules'), 'junction');
    return await measureHouse(worktree);
  } finally {
    await commandOutput('git', ['worktree', 'remove', '--force', worktree], { cwd: root });
  }
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});
