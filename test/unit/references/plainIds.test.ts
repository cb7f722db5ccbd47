import assert from 'node:assert/strict';
import { parseText } from '../../../src/references/parseText';
import { placedReferences } from '../../../src/references/placedReferences';
import { ReferenceStream } from '../../../src/references/referenceStream';

const INTERACTION = 'v1_ChdkT2ZqYVlxN0hNX2pqTWNQd1B1LXVRYxIXZE9mallZ';
const NAME = 'models/veo-3.1-generate-preview/operations/idrk08ltkg0a';
/** Ids that say by themselves whose they are, with the form of answers of their APIs. */
const IDS = [
  [INTERACTION, 'interaction'],
  ['veo_task_5bbe7e1bd40f9e60b3646a2ca3ae5b5f', 'job'],
  ['chatvideo-1767225600123456789-abc', 'job'],
  ['veo3.1-fast:1764899481-jTkhPerTVj', 'job'],
  ['60ac7c34-3224-4b14-8e7d-0aa0db708325:google/veo-3.1-t2v', 'job'],
] as const;
/** How programs print an id that is not in an answer. */
const PRINTED = [
  (id: string) => `${id}\n`,
  (id: string) => `Started shot 3 -> ${id}.\n`,
  (id: string) => `web-1  | \u001b[32mtask=${id}\u001b[0m, waiting\n`,
  (id: string) => `Job(id='${id}', model=None)\n`,
];

describe('an id that says by itself whose it is', () => {
  for (const [id, shape] of IDS) {
    it(`is found wherever a program prints it, as ${id}`, () => {
      for (const print of PRINTED) {
        const text = print(id);
        const found = placedReferences(text).map(({ reference, start, end }) => [
          reference.shape,
          text.slice(start, end),
        ]);
        assert.deepEqual(found, [[shape, id]], text);
        const stream = new ReferenceStream();
        const streamed = [...text].flatMap((one) => stream.push(one)).concat(stream.pause(), stream.end());
        assert.deepEqual(
          streamed.map(({ reference }) => reference.name),
          [id],
        );
      }
    });
  }

  it('has the label that is printed beside it', () => {
    for (const [id] of IDS) {
      const text = `[1/2] Lantern festival -> ${id}\n[2/2] Night market -> ${NAME}\n`;
      const labels = placedReferences(text).map(({ reference }) => reference.label);
      assert.deepEqual(labels, ['Lantern festival', 'Night market'], text);
    }
  });

  it('is a bare id where a person pastes nothing else, so that the endpoint can be chosen', () => {
    for (const [id] of IDS) assert.deepEqual(parseText(`"${id}"`), { kind: 'bareId', id });
    const [[id]] = IDS;
    assert.equal(parseText(`Interaction: ${id}`).kind, 'references');
  });

  it('counts behind interactions/ without a version before it, too', () => {
    const text = 'watching interactions/v1_q7Rt2mZk9PxLw4Bn ...\n';
    assert.deepEqual(
      placedReferences(text).map(({ reference }) => reference),
      [{ name: 'v1_q7Rt2mZk9PxLw4Bn', shape: 'interaction' }],
    );
  });

  it('keeps the form that an answer tells', () => {
    const answer = { id: 'veo3.1:1764899481-jTkhPerTVj', object: 'video', status: 'queued' };
    const [found] = placedReferences(`${JSON.stringify(answer)}\n`);
    assert.equal(found?.reference.shape, 'video');
  });
});
