import assert from 'node:assert/strict';
import { parseText } from '../../../src/references/parseText';
import { placedReferences } from '../../../src/references/placedReferences';
import { findReferences } from '../../../src/references/reference';
import { SERVICES } from './serviceAnswers';

/** How people have an answer: as it came, printed by tools and languages, or amid other output. */
const forms: Readonly<Record<string, (answer: object) => string>> = {
  JSON: (answer) => JSON.stringify(answer),
  'pretty JSON': (answer) => JSON.stringify(answer, null, 2),
  'a dictionary of Python': pythonRepr,
  'the output of curl -i': (answer) =>
    `HTTP/2 200 \r\ndate: Sun, 29 Nov 2026 10:00:00 GMT\r\nx-request-id: req-1a2b3c4d\r\n\r\n${JSON.stringify(answer)}\r\n`,
  'the coloured output of jq': (answer) =>
    JSON.stringify(answer, null, 2).replace(/"[^"]*"/g, (text) => `\u001b[0;32m${text}\u001b[0m`),
};
/** Forms amid other text, in which an answer has to say by itself what it is. */
const amid: Readonly<Record<string, (answer: object) => string>> = {
  'a line of a log': (answer) =>
    `2026-11-28T10:00:00Z INFO [worker-3] started ${JSON.stringify(answer)} ok\n`,
  'JSON in JSON': (answer) => JSON.stringify({ level: 'info', message: JSON.stringify(answer) }),
  'JSON in HTML': (answer) => `<pre>${JSON.stringify(answer).replaceAll('"', '&quot;')}</pre>`,
};

describe('the answers of services', () => {
  for (const { service, source, start, running = start, end, named, told = {} } of SERVICES) {
    for (const [form, write] of Object.entries({ ...forms, ...amid })) {
      it(`of ${service} name their job in ${form} (${source})`, () => {
        assert.deepEqual(findReferences(write(start)), [{ ...named, ...told }]);
        for (const answer of [running, end]) {
          const found = findReferences(write(answer)).map(({ name, shape }) => ({ name, shape }));
          assert.deepEqual(found, [named], write(answer));
        }
      });
    }
  }

  it('are read where objects stand in the place of their times, lengths and words', () => {
    const odd = { seconds: 8 };
    const answers = [
      { id: 'task_a1b2c3d4e5', object: 'video', created_at: odd, duration: odd, seconds: [odd], size: odd },
      { id: 'task_a1b2c3d4e6', task_status: 'queued', status: odd },
    ];
    for (const answer of answers)
      assert.deepEqual(
        findReferences(JSON.stringify(answer)).map(({ name }) => name),
        [answer.id],
      );
    const printed =
      "Interaction(id='v1_x7Rt2mZk9Px', created=datetime.datetime(2026, 11, 29), object='interaction')";
    assert.deepEqual(findReferences(printed), [{ name: 'v1_x7Rt2mZk9Px', shape: 'interaction' }]);
  });

  it('all come in if there are several, each once', () => {
    const answers = Array.from({ length: 12 }, (_, i) => ({
      ...{ id: `task_a1b2c3${i + 10}`, object: 'video', prompt: `Scene ${i} at the sea` },
    }));
    const names = answers.map(({ id }) => id);
    const lines = answers.map((answer) => JSON.stringify(answer)).join('\n');
    for (const text of [
      JSON.stringify(answers),
      JSON.stringify({ data: answers }, null, 1),
      lines,
      lines + lines,
    ]) {
      const found = findReferences(text);
      assert.deepEqual(
        found.map(({ name }) => name),
        names,
      );
      assert.deepEqual(found[3]?.prompt, 'Scene 3 at the sea');
    }
  });

  it('in the forms of SDKs are read, too', () => {
    const found = { name: 'task_a1b2c3', shape: 'video' };
    const texts = [
      "Video(id='task_a1b2c3', completed_at=None, object='video', status='queued')",
      "{ id: 'task_a1b2c3', object: 'video', error: null }",
      '{"id" => "task_a1b2c3", "object" => "video"}',
      'job = Video(id="task_a1b2c3",\n  object="video")',
    ];
    for (const text of texts) assert.deepEqual(findReferences(text), [found], text);
  });

  it('are read where their values have no quotes, as lists and the objects of many languages have none', () => {
    const texts = {
      'a list of PowerShell':
        '\r\nid         : task_a1B2c3D4\r\nobject     : video\r\nstatus     : queued\r\nmodel      : veo-3.1\r\n\r\n',
      YAML: 'video:\n  id: task_a1B2c3D4\n  object: "video"\n  status: queued\n  model: veo-3.1\n',
      'an array of PHP':
        'Array\n(\n    [id] => task_a1B2c3D4\n    [object] => video\n    [status] => queued\n    [model] => veo-3.1\n)\n',
      Java: 'Video(id=task_a1B2c3D4, object=video, model=veo-3.1, status=queued)\n',
      Go: '{ID:task_a1B2c3D4 Object:video Model:veo-3.1 Status:queued CreatedAt:0}\n',
      'C#': 'Video { Id = task_a1B2c3D4, Object = video, Model = veo-3.1, Status = queued }\n',
      Dart: '{id: task_a1B2c3D4, object: video, status: queued, model: veo-3.1}\n',
    };
    for (const [where, text] of Object.entries(texts)) {
      const expected = { name: 'task_a1B2c3D4', shape: 'video' as const, model: 'veo-3.1' };
      assert.deepEqual(findReferences(text), [expected], where);
      assert.deepEqual(
        placedReferences(text).map(({ reference }) => reference),
        [expected],
        where,
      );
    }
  });

  it('are not seen in the names of variables and types, nor in other records', () => {
    const texts = [
      'const job = { id: task_a1B2c3D4, object: "video" };',
      'Video(id=job1_id, object=kind, status=status)',
      'interface Video { id: string; object: video; status: Status1 }',
      'apiVersion: v1\nid: veo-service-12\nstatus: running\nmodel: veo-3.1\n',
      'event: message\nid: 1764899481123\ndata: video\n',
    ];
    for (const text of texts) assert.deepEqual(placedReferences(`${text}\n`), [], text);
  });

  it('tell of an operation that has a name of its own', () => {
    const id = 'video_68d7512d07848190b3e45da0';
    const answer = { id, object: 'video', model: 'veo-3.1', seconds: '8', size: '1280x720', prompt: 'A sea' };
    assert.deepEqual(findReferences(JSON.stringify(answer)), [
      { name: id, model: 'veo-3.1', seconds: 8, size: '1280x720', prompt: 'A sea' },
    ]);
  });

  it('keep the address of a video that only the answer to the creation has, but none over plain http to another machine', () => {
    const uri = 'https://generativelanguage.googleapis.com/v1beta/files/abc:download?alt=media';
    const withUri = (address: string) => ({
      ...{ id: 'v1_ChdBcDEyMzQ1Njc4OTA', object: 'interaction', status: 'completed' },
      steps: [{ type: 'model_output', content: [{ type: 'video', uri: address }] }],
    });
    const uriIn = (address: string) => findReferences(JSON.stringify(withUri(address)))[0]?.videoUri;
    assert.equal(uriIn(uri), uri);
    assert.equal(uriIn('files/abc'), 'files/abc');
    assert.equal(uriIn('http://127.0.0.1:4000/v1beta/files/abc'), 'http://127.0.0.1:4000/v1beta/files/abc');
    assert.equal(uriIn('http://example.com/v.mp4'), undefined);
    assert.equal(uriIn('http://127.0.0.1.example.com/v.mp4'), undefined);
    assert.equal(uriIn('file:///etc/passwd'), undefined);
  });

  it('have the slashes of an id decoded, among answers of other services, too', () => {
    const id = 'models%2Fveo-3.1%2Foperations%2F0LM2s3J0CI1K:gemini';
    const bifrost = JSON.stringify({ id, object: 'video', status: 'queued' });
    const other = JSON.stringify({ id: 'job-abc123', polling_url: '/api/v1/videos/job-abc123' });
    for (const text of [bifrost, `${bifrost}\n${other}`]) {
      const names = findReferences(text).map(({ name }) => name);
      assert.ok(names.includes('models/veo-3.1/operations/0LM2s3J0CI1K:gemini'), names.join(' '));
    }
    const hostile = JSON.stringify({ id: 'a1b2c3%2F..%2Fkey-info-1', object: 'video', status: 'queued' });
    assert.deepEqual(findReferences(hostile), []);
  });

  it('never keep a key that stands in an address to poll', () => {
    const key = 'AIzaSyA1234567890abcdefghijk';
    const pollingUrl = `/api/v1/videos/job-abc123?key=${key}`;
    const [found] = findReferences(JSON.stringify({ id: 'job-abc123', polling_url: pollingUrl }));
    assert.deepEqual(found, { name: 'job-abc123', shape: 'video' });
  });

  it('may be an id alone, or with a status, if nothing else stands in the text', () => {
    const id = '019a0068-794a-7213-90f6-cc4eb62e3da7';
    for (const answer of [{ id }, { id, status: 'queued' }]) {
      const text = JSON.stringify(answer);
      assert.deepEqual(findReferences(text), [{ name: id, shape: 'job' }]);
      assert.deepEqual(findReferences(`INFO ${text}`), []);
    }
    assert.deepEqual(findReferences(JSON.stringify({ id, name: 'x' })), []);
  });

  it('with an id that was cut off are refused as that', () => {
    for (const id of ['task_pa9CKK...', 'task_pa9C…oR', 'task_pa9CKK…']) {
      const text = JSON.stringify({ id, object: 'video' });
      assert.deepEqual(parseText(text), { kind: 'refused', reason: 'cutName' });
    }
  });

  const others: Readonly<Record<string, object>> = {
    'a chat completion': { id: 'chatcmpl-89DheNHkXJZegj', object: 'chat.completion', model: 'veo3-pro' },
    'an image to poll': { id: 'a1b2c3d4-1', polling_url: 'https://api.bfl.ai/v1/get_result?id=a1b2c3d4-1' },
    'a deleted video': { id: 'task_a1b2c3', object: 'video.deleted', deleted: true },
    'an example': { id: 'task_xxxxxxxxxxxxxxxx', object: 'video' },
    'another example': { id: 'YOUR_TASK_ID', object: 'video', status: 'queued' },
    'a type': { id: 'string', object: 'video' },
    'a file': { id: 'clip_2024.mp4', object: 'video' },
    'a key': { id: 'sk-proj-4f1c9a7e2d8b4f1c9a7e', object: 'video' },
    'a run of a workflow': { id: 12345678, status: 'completed', steps: [{ name: 'build' }] },
    'an order': { id: 'ord_12345678', status: 'pending', model: 'T-shirt', total: 12, currency: 'EUR' },
    'a path': { id: '../../key/info1', object: 'video' },
    'other scripts': { id: 'task_ạ12345', object: 'video' },
    'a long text': { id: `task_${'a1'.repeat(1000)}`, object: 'video' },
    'a query': { id: 'task_a1?x=1', object: 'video' },
  };
  for (const [what, other] of Object.entries(others)) {
    it(`are not seen in that about ${what}`, () => {
      assert.deepEqual(findReferences(`log ${JSON.stringify(other)}`), []);
    });
  }

  const ofOthers: Readonly<Record<string, object>> = {
    'an account': { id: '60ac7c34-3224-4b14-8e7d-0aa0db708325', status: 'active', email: 'a@example.com' },
    'a package': { name: 'video-app', version: '1.0.0', id: 'com.example.app1', status: 'pending' },
    'a build': { id: '29679449', status: 'completed', steps: [{ name: 'Set up', type: 'task', number: 1 }] },
    'a message with a video': {
      id: 'msg_0123456789ab',
      status: 'completed',
      chat: 1,
      video: { file: 'a.mp4' },
    },
  };
  for (const [what, other] of Object.entries(ofOthers)) {
    it(`are not seen in that about ${what}, also where it is the whole text or one of a list`, () => {
      assert.deepEqual(findReferences(JSON.stringify([other, other])), []);
      const fields = { ...other, status: 'active' };
      assert.deepEqual(findReferences(JSON.stringify(fields)), []);
    });
  }

  it('tell no place of the status that has a key in it', () => {
    const key = 'sk-proj-4f1c9a7e2d8b4f1c9a7e';
    for (const place of [
      `/v1/videos/task_a1b2c3?id=${key}`,
      `https://a.example/${key}/v2/videos/task_a1b2c3`,
    ]) {
      const references = findReferences(JSON.stringify({ id: 'task_a1b2c3', polling_url: place }));
      assert.deepEqual(
        references.map(({ name, statusPath }) => [name, statusPath]),
        [['task_a1b2c3', undefined]],
        place,
      );
    }
  });

  it('do not take the ids within them for jobs of their own', () => {
    const text = JSON.stringify({
      ...{ id: 'task_a1b2c3', object: 'video' },
      videos: [{ id: 'video_68d7512d07848190b3e45da0', url: 'x' }],
    });
    assert.deepEqual(findReferences(text), [{ name: 'task_a1b2c3', shape: 'video' }]);
  });
});

function pythonRepr(value: unknown): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'string') return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
  if (Array.isArray(value)) return `[${value.map(pythonRepr).join(', ')}]`;
  if (typeof value !== 'object') return String(value);
  return `{${Object.entries(value)
    .map(([key, one]) => `'${key}': ${pythonRepr(one)}`)
    .join(', ')}}`;
}
