import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseText } from '../../../src/references/parseText';
import { findReferences } from '../../../src/references/reference';

const ID = '90b4fad5-d9cb-469f-a165-70867728950e';

/** What people and documents write in place of a project. */
const hidden = [
  '<my_project_id>',
  '<my project>',
  '[PROJECT_ID]',
  '$PROJECT',
  `\${PROJECT_ID}`,
  '{project}',
  '{{project}}',
  '%PROJECT%',
  ':project',
  '$(gcloud config get project)',
  '***',
  'YOUR PROJECT',
  '"+project+"',
];
const hosts = [
  '',
  '/v1/',
  'https://us-central1-aiplatform.googleapis.com/v1/',
  'https://$REGION-aiplatform.googleapis.com/v1/',
  '{base}/',
];

describe("the name of one of Vertex AI's operations", () => {
  for (const project of hidden) {
    it(`with its project hidden as ${project} is refused, never taken for Gemini's`, () => {
      for (const host of hosts) {
        for (const location of ['us-central1', '$LOCATION', '{location}', '<region>']) {
          const name = `projects/${project}/locations/${location}/publishers/google/models/veo-3.1/operations/${ID}`;
          assert.deepEqual(parseText(host + name), { kind: 'refused', reason: 'vertexName' }, host + name);
          assert.deepEqual(findReferences(`started ${host}${name}\ndone`), [], host + name);
        }
      }
    });
  }

  it("is not seen in a gateway's path before a version", () => {
    const name = `models/veo-3.1/operations/${ID}`;
    assert.deepEqual(findReferences(`GET $BASE/projects/p1/v1beta/${name}`), [{ name }]);
    const root = 'https://host.example/projects/p1';
    assert.deepEqual(findReferences(`${root}/v1beta/${name}`), [{ name, root }]);
  });

  it('may stand beside one of Gemini', () => {
    const name = 'models/veo-3.1/operations/idrk08ltkg0a';
    const text = `projects/{p}/locations/l/publishers/google/models/veo/operations/${ID}, ${name}`;
    assert.deepEqual(findReferences(text), [{ name }]);
  });

  const name = fc
    .tuple(
      fc.constantFrom('my-project-1', '123456789012', 'example.com:videos'),
      fc.constantFrom('us-central1', 'global', 'asia-southeast1'),
      fc.uuid(),
    )
    .map(
      ([project, location, id]) =>
        `projects/${project}/locations/${location}/publishers/google/models/veo-3.1-fast-generate-001/operations/${id}`,
    );
  const written = fc.constantFrom<readonly [before: string, line: string, behind: string]>(
    ['Started ', '', ' for the scene'],
    ['{"name": "', '', '", "done": false}'],
    ['> ', '> ', ''],
    ['> > see ', '> > ', ' now'],
    ['│ ', '│ ', ''],
    ['GET https://us-central1-aiplatform.googleapis.com/v1/', '', ' 200'],
  );

  it('is joined wherever the edge of a screen, of a mail or of a column broke it, and never found in part', () => {
    fc.assert(
      fc.property(
        name,
        written,
        fc.integer({ min: 40, max: 130 }),
        (whole, [before, line, behind], width) => {
          const text = `${before}${whole}${behind}`
            .match(new RegExp(`.{1,${width}}`, 'g'))
            ?.join(`\n${line}`);
          const found = findReferences(`${text}\nthe next line\n`).map((one) => one.name);
          assert.deepEqual(found, [whole], text);
        },
      ),
      { numRuns: 3000 },
    );
  });
});
