import assert from 'node:assert/strict';
import fc from 'fast-check';
import { findReferences } from '../../../src/references/reference';

const LABELS = ['Lantern festival', 'Bình minh Hạ Long', 'A cat on the moon', 'Shot 4: "rain" (night)'];
const gemini = (at: number) => `models/veo-3.1-fast-generate-001/operations/abcdefgh${1000 + at}`;
const video = (at: number) => `video_68d7512d07848190b3e45da0${10_000_000 + at}`;
/** An id in which LiteLLM encodes provider and model. */
const encoded = (at: number) =>
  `video_${btoa(`litellm:custom_llm_provider:vertex_ai;model_id:veo-3.1-fast-generate-001;video_id:projects/p/locations/us-central1/publishers/google/models/veo-3.1-fast-generate-001/operations/0a1b2c3d-1111-2222-3333-44445555${6000 + at}`)}`;

type Form = (labels: readonly string[], nameOf: (at: number) => string) => string;

const eachLine =
  (line: (label: string, name: string, at: number) => string): Form =>
  (labels, nameOf) =>
    labels.map((label, at) => line(label, nameOf(at), at)).join('\n');

const FORMS: Readonly<Record<string, Form>> = {
  'before an arrow, behind a counter': eachLine((label, name, at) => `[${at + 1}/12] ${label} -> ${name}`),
  'before an arrow of Unicode': eachLine((label, name) => `${label} → ${name}`),
  'before a colon': eachLine((label, name) => `${label}: ${name}`),
  'in a numbered list': eachLine((label, name, at) => `${at + 12}. ${label} — ${name}`),
  'in a list numbered with slashes': eachLine((label, name, at) => `${at + 12}/ ${label} => ${name}`),
  'in bold in a list of Markdown': eachLine((label, name) => `- **${label}**: \`${name}\``),
  'behind the name, as a comment': eachLine((label, name) => `${name} # ${label}`),
  'behind the name, after a dash': eachLine((label, name) => `${name} - ${label}`),
  'in a log line': eachLine((label, name) => `2026-11-28 14:03:11,123 INFO batch: Started ${label}: ${name}`),
  'in a coloured line': eachLine((label, name) => `\u001b[32m${label}\u001b[0m \u001b[2m->\u001b[0m ${name}`),
  'in a table of Markdown': (labels, nameOf) =>
    `| shot | id |\n|---|---|\n${eachLine((label, name) => `| ${label} | \`${name}\` |`)(labels, nameOf)}`,
  'in a table with lines': eachLine((label, name) => `│ ${label} │ ${name} │`),
  'beside a tab': eachLine((label, name) => `${label}\t${name}`),
  'in a column of CSV': (labels, nameOf) =>
    `title,operation,state\n${eachLine((label, name) => `"${label.replaceAll('"', '""')}",${name},running`)(labels, nameOf)}`,
  'in JSON, as a title': (labels, nameOf) =>
    JSON.stringify({ jobs: labels.map((title, at) => ({ title, video_id: nameOf(at), status: 'queued' })) }),
  'in JSON, as the key': (labels, nameOf) =>
    JSON.stringify(Object.fromEntries(labels.map((label, at) => [label, nameOf(at)])), null, 2),
  'in lines of JSON': eachLine((shot, name) => JSON.stringify({ shot, name })),
  'in YAML, before the name': eachLine((label, name) => `- title: ${label}\n  operation: ${name}`),
  'in YAML, behind the name': eachLine((label, name) => `- operation: ${name}\n  title: ${label}`),
  'in a row of a data frame': eachLine((label, name, at) => `${at}      ${at + 1}  ${label}  ${name}`),
  'in a line that tells where it was logged': eachLine(
    (label, name, at) => `[11/29/26 10:00:${10 + at}] INFO     ${label}: ${name}`,
  ),
  'on a line of its own above the name': eachLine((label, name) => `${label}\n${name}\n`),
  'before an address': eachLine((label, name) =>
    name.startsWith('video_')
      ? `${label}: https://gateway.example/v1/videos/${name}`
      : `${label}: https://gateway.example/gemini/v1beta/${name}`,
  ),
};

describe('the label of a reference', () => {
  it('has no marks of Markdown, also where only its end is marked', () => {
    for (const marked of ['*Storm*', '**Storm**', '_Storm_', '`Storm`']) {
      const [found] = findReferences(`See also ${marked}: ${gemini(1)}`);
      assert.equal(found?.label, 'See also Storm');
    }
    assert.equal(findReferences(`snake_case_shot: ${gemini(1)}`)[0]?.label, 'snake_case_shot');
  });

  for (const [where, form] of Object.entries(FORMS)) {
    it(`is read ${where}`, () => {
      for (const nameOf of [gemini, video, encoded]) {
        const found = findReferences(form(LABELS, nameOf)).map(({ name, label }) => ({ name, label }));
        assert.deepEqual(
          found,
          LABELS.map((label, at) => ({ name: nameOf(at), label })),
        );
      }
    });
  }

  it('is read in any form, with any words', () => {
    const word = fc.constantFrom(
      'Lantern',
      'festival',
      'đèn',
      'lồng',
      'Night',
      'market',
      '夜市',
      'Straße',
      'rain',
      'two',
    );
    const label = fc.array(word, { minLength: 1, maxLength: 5 }).map((words) => words.join(' '));
    const labels = fc.uniqueArray(label, { minLength: 2, maxLength: 12 });
    fc.assert(
      fc.property(
        labels,
        fc.constantFrom(...Object.values(FORMS)),
        fc.constantFrom(gemini, video, encoded),
        (all, form, nameOf) => {
          const found = findReferences(form(all, nameOf)).map((reference) => reference.label);
          assert.deepEqual(found, all);
        },
      ),
    );
  });

  for (const width of [80, 100, 120, 200]) {
    it(`is read beside twelve long ids that a terminal of ${width} columns wrapped`, () => {
      const lines = Array.from(
        { length: 12 },
        (_, at) => `[${at + 1}/12] Scene ${at + 1} at the bay -> ${encoded(at)}`,
      );
      const wrapped = lines.flatMap((line) => line.match(new RegExp(`.{1,${width}}`, 'g')) ?? []).join('\n');
      assert.deepEqual(
        findReferences(wrapped).map(({ name, label }) => ({ name, label })),
        lines.map((_, at) => ({ name: encoded(at), label: `Scene ${at + 1} at the bay` })),
      );
    });
  }

  for (const label of ['Kite', 'Lantern', 'A cat', 'Take', 'IMG']) {
    it(`does not become the rest of the id in the line above: ${label}`, () => {
      for (const padding of ['', 'x', 'xx']) {
        const names = [1001, 1002, 1003].map(
          (at) =>
            `video_${btoa(`litellm:custom_llm_provider:gemini${padding};model_id:veo-3.1;video_id:projects/p/operations/job${at}`)}`,
        );
        const lines = names.map((name, at) => `${label} 0${at + 1}: ${name}`);
        assert.deepEqual(
          findReferences(lines.join('\n')).map(({ name, label: found }) => ({ name, label: found })),
          names.map((name, at) => ({ name, label: `${label} 0${at + 1}` })),
        );
      }
    });
  }

  it('is read beside a short id with padding', () => {
    const name = `video_${btoa('litellm:custom_llm_provider:vertex_ai;model_id:veo-3.1-fast-generate-001;video_id:models/veo-3.1-fast-generate-001/operations/job1001')}`;
    assert.match(name, /==$/);
    assert.deepEqual(findReferences(`Lantern: ${name}`), [{ name, label: 'Lantern' }]);
    assert.deepEqual(findReferences(`Lantern: ${name.slice(0, -2)}\n==`), [{ name, label: 'Lantern' }]);
  });

  it('is read beside a short id without padding, of a gateway that numbers its operations', () => {
    const name = `video_${btoa('litellm:custom_llm_provider:gemini;model_id:veo;video_id:models/veo-3.1/operations/job1001')}`;
    assert.match(name, /[^=]$/);
    assert.deepEqual(findReferences(`Lantern: ${name}`), [{ name, label: 'Lantern' }]);
  });

  const silent: Readonly<Record<string, string>> = {
    'a keyword': `name = ${video(1)}\nOperation name: ${gemini(2)}\nvideo id: ${video(3)}`,
    'a verb of a log': `Started operation: ${video(1)}\n14:03:11 INFO Submitted ${video(2)}`,
    code: `operation = client.models.generate_videos(model="veo-3.1")\nprint(operation.name)  # ${gemini(1)}`,
    'a representation of Python': `GenerateVideosOperation(name='${gemini(1)}', metadata=None, done=None)`,
    prose: `The operation is called ${video(1)} and it takes a while. Then ${video(2)} was started.`,
    'a command of a shell': `curl -H "x-goog-api-key: $KEY" "https://gateway.example/v1beta/${gemini(1)}"`,
    'what pytest and other tools print of an expression': `    assert op.name == '${gemini(1)}'\nE   AssertionError: assert '${gemini(2)}'\nic| op.name: '${gemini(3)}'`,
    'the place in a program where a line was logged': `2026/11/29 10:00:01 main.go:41: ${gemini(1)}\n[11/29/26 10:00:02] INFO     Started ${gemini(2)}    run.py:67`,
    'a short level of a log': `10:00AM INF started operation=${gemini(1)}`,
    'a statement of SQL': `(0.001) UPDATE "videos_job" SET "operation" = '${gemini(1)}'`,
    'a record of C#': `GenerateVideosOperation { Name = ${gemini(1)}, Done = False }`,
    'a key around the name': JSON.stringify({ level: 'info', meta: { operation: gemini(1) } }),
    'Vietnamese words that only announce it': `mã là “${gemini(1)}” nhé\nvideo của mình: ${gemini(2)}`,
    'a heading of the list': `Here are the operations:\n${video(1)}\n${video(2)}`,
    'the same text beside every name': [1, 2, 3].map((at) => `my-job: ${video(at)}`).join('\n'),
    'a status code': `GET /v1/videos/${video(1)} 200`,
    'a secret': `sk-abcdefghijklmnop1234567890: ${video(1)}`,
    'another id': `video_68d7512d07848190b3e45da0 -> ${video(1)}`,
    'an element of HTML': `<a href="/v1/videos/${video(1)}">`,
    'the answer of an API': JSON.stringify({ name: gemini(1), metadata: { '@type': 'x' }, done: false }),
  };
  for (const [what, text] of Object.entries(silent)) {
    it(`is not made of ${what}`, () => {
      const labels = findReferences(text).map(({ label }) => label);
      assert.ok(labels.length > 0);
      assert.deepEqual(new Set(labels), new Set([undefined]));
    });
  }

  it('keeps its commas in a line that is no row of a table', () => {
    const text = [1, 2].map((at) => `Bay ${at}, a junk under red sails: ${gemini(at)}`).join('\n');
    assert.deepEqual(
      findReferences(text).map(({ label }) => label),
      ['Bay 1, a junk under red sails', 'Bay 2, a junk under red sails'],
    );
  });

  it('is a counter if there is nothing else', () => {
    const text = [1, 2].map((at) => `[${at}/2] ${video(at)}`).join('\n');
    assert.deepEqual(
      findReferences(text).map(({ label }) => label),
      ['1/2', '2/2'],
    );
  });

  it('holds no invisible character and none that turns text around', () => {
    const [found] = findReferences(`Lan\u202etern\u200b: ${video(1)}`);
    assert.equal(found?.label, 'Lantern');
  });
});

describe('the prompt of a reference', () => {
  const prompt = 'A cat on the moon, at night';
  const forms: Readonly<Record<string, string>> = {
    'in the object of the name': JSON.stringify({ prompt, name: gemini(1) }),
    'in the object around it': JSON.stringify([{ prompt, operation: { name: gemini(1), done: false } }]),
    'in the request that a gateway repeats': JSON.stringify({ request: { prompt }, id: video(1) }),
    'in the instances of a request': JSON.stringify({
      instances: [{ prompt }],
      response: { name: gemini(1) },
    }),
    'in a column of CSV': `shot,prompt,operation\n01,"${prompt}",${gemini(1)}`,
    'in YAML': `- prompt: ${prompt}\n  operation: ${video(1)}`,
  };
  for (const [where, text] of Object.entries(forms)) {
    it(`is read ${where}`, () => assert.equal(findReferences(text)[0]?.prompt, prompt));
  }

  it('is a text beside the name that is too long for a label', () => {
    const long = 'a drone shot of the bay at sunrise, mist between the islands, red sails '.repeat(3).trim();
    const [found] = findReferences(`${long}: ${video(1)}`);
    assert.deepEqual([found?.label, found?.prompt], [undefined, long]);
  });

  it('has at most 500 characters', () => {
    const [found] = findReferences(JSON.stringify({ prompt: 'x y '.repeat(1000), id: video(1) }));
    assert.equal(found?.prompt?.length, 500);
  });
});
