import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../../../scripts/repository';

const FOLDER = join(repository, '.github', 'workflows');
const workflows = readdirSync(FOLDER).map((file) => ({
  file,
  text: readFileSync(join(FOLDER, file), 'utf8'),
}));

/** The texts of the jobs of a workflow. */
function jobsOf(text: string): string[] {
  const [, jobs = ''] = text.split(/^jobs:\n/m);
  return jobs.split(/^(?= {2}[\w-]+:$)/m).filter((job) => job.trim() !== '');
}

describe('the CI workflows', () => {
  it('pin each action by its commit, with the release in a comment that Dependabot updates', () => {
    const uses = workflows.map(({ text }) => text.split('\n').filter((line) => /\buses:/.test(line)));
    assert.ok(uses.every(({ length }) => length > 0));
    for (const line of uses.flat())
      assert.match(line, /uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/, line);
  });

  for (const { file, text } of workflows) {
    describe(file, () => {
      it('grants each job no permission but to read the contents', () => {
        assert.match(text, /^permissions: \{\}/m);
        for (const job of jobsOf(text))
          assert.match(job, /^ {4}permissions:\n {6}contents: read\n(?! {6}\w)/m, job);
      });

      it('keeps no credentials in a checkout', () => {
        const checkouts = text.split(/uses: actions\/checkout@/).slice(1);
        for (const rest of checkouts)
          assert.match(rest, /^.*\n {8}with:\n {10}persist-credentials: false\n/, rest.slice(0, 80));
      });

      it('never runs the code of a pull request with the permissions of the repository', () => {
        assert.doesNotMatch(text, /pull_request_target|workflow_run/);
      });

      it('inserts no text of an event into a script', () => {
        assert.doesNotMatch(text, /\$\{\{\s*github\.(event|head_ref|ref_name|actor)/);
      });
    });
  }

  it('give secrets only to the job that publishes, which runs no code of ours and no install script', () => {
    const jobs = workflows.flatMap(({ text }) => jobsOf(text));
    const withSecrets = jobs.filter((job) => job.includes('secrets.'));
    assert.equal(withSecrets.length, 1);
    const [publish = ''] = withSecrets;
    assert.match(publish, /^ {2}publish:/);
    assert.match(publish, /npm ci --prefix scripts\/publish --ignore-scripts/);
    assert.doesNotMatch(publish, /npx|npm (run|install|test)|\.ci\/run/);
  });
});
