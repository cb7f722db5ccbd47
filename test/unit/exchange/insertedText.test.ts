import assert from 'node:assert/strict';
import { pathToFileURL } from 'node:url';
import type { FileUri } from '../../../src/saving/fileUri';
import { addressWithin, markdownOf } from '../../../src/ui/exchange/insertedText';

/** A URI as `vscode.Uri` makes it. */
function uri(path: string, scheme = 'file', authority = ''): FileUri {
  return { scheme, authority, path, toString: () => `${scheme}://${authority}${encodeURI(path)}` } as FileUri;
}

describe('rows that are dropped into Markdown', () => {
  const file = { title: 'Lantern [3/12] *wide*', uri: String(pathToFileURL('/films/videos/a.mp4')) };
  const running = { name: 'models/veo/operations/abc', title: 'Running', files: [] };
  const saved = { name: 'models/veo/operations/def', title: 'Lantern', files: [file] };
  const markdown = (...all: Parameters<typeof markdownOf>[0]) => markdownOf(all, () => 'videos/a.mp4');

  it('become a link to the saved video, whose label holds no Markdown', () => {
    assert.equal(markdown(saved), '[Lantern \\[3/12\\] \\*wide\\*](videos/a.mp4)');
  });

  it('become a name while there is no saved video, and a list where there are several', () => {
    assert.equal(markdown(running), '`models/veo/operations/abc`');
    assert.equal(
      markdown(running, {
        ...saved,
        files: [
          { ...file, title: 'One' },
          { ...file, title: 'Two' },
        ],
      }),
      '- `models/veo/operations/abc`\n- [One](videos/a.mp4)\n- [Two](videos/a.mp4)',
    );
  });

  it('link relative to the document, with what could end the address encoded', () => {
    const document = uri('/films/docs/notes.md');
    const cases: Readonly<Record<string, string>> = {
      '/films/docs/a.mp4': 'a.mp4',
      '/films/docs/my videos/a (1).mp4': 'my%20videos/a%20%281%29.mp4',
      '/films/videos/Lễ hội.mp4': '../videos/L%E1%BB%85%20h%E1%BB%99i.mp4',
      '/home/a#b.mp4': '../../home/a%23b.mp4',
    };
    for (const [path, address] of Object.entries(cases))
      assert.equal(addressWithin(document, uri(path)), address);
  });

  it('link absolutely across drives and file systems, and from a document that is not saved', () => {
    const onC = uri('/c:/films/notes.md');
    assert.equal(addressWithin(onC, uri('/c:/films/a.mp4')), 'a.mp4');
    assert.equal(addressWithin(onC, uri('/d:/a (1).mp4')), 'file:///d:/a%20%281%29.mp4');
    assert.equal(addressWithin(uri('Untitled-1', 'untitled'), uri('/a.mp4')), 'file:///a.mp4');
    const remote = uri('/films/a.mp4', 'vscode-remote', 'ssh');
    assert.equal(addressWithin(uri('/films/a.md'), remote), 'vscode-remote://ssh/films/a.mp4');
  });
});
