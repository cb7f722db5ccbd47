/** Texts that are made to take long where references are looked for; each gives about as many characters as are wanted. */
export const ADVERSARIAL_TEXTS: Readonly<Record<string, (characters: number) => string>> = {
  '`video_` again and again': repeated('video_'),
  '`{"id":` again and again': repeated('{"id":'),
  '`{"id":` and words of videos': repeated('{"id":"video_1","status":'),
  'brackets, one in another': (characters) => `video_1 veo status ${'['.repeat(characters)}`,
  'one line without a space': repeated('x'),
  'one line with words of videos': repeated('veo models/ '),
  'beginnings of all forms by turns': repeated('video_models/operations/{"id":"/v1/videos/'),
  '`operations/` again and again': repeated('operations/'),
  'quotes that are never closed': repeated('"video_1 \''),
  'NUL characters and beginnings': repeated('\0video_1'),
  'halves of surrogate pairs': repeated('\ud800video_1'),
  'carriage returns only': repeated('models/veo-3/operations/b\r'),
  'backslashes, five thousand at a time': repeated(`${'\\'.repeat(5000)}video_1`),
  'a name of its own in each line': each((i) => `shot ${i}: models/veo-3.1/operations/${digits(i)}\n`),
  'an answer in each line': each((i) => `{"id":"task_${digits(i)}","object":"video","model":"veo-3"}\n`),
  'an answer behind another in one line': each(
    (i) => `{"id":"task_${digits(i)}","object":"video","model":"veo-3"},`,
  ),
  'escapes of terminals': each((i) => `\u001b[${i % 99}mvideo_${i % 7}`),
  'addresses in addresses': each((i) => `https://a/v1/videos/${digits(i)}?x=https://`),
  'rows of a table': each((i) => `| video_${digits(i)}${digits(i)} | b${i} | models/ |\n`),
  'names that may go on in the next line': each((i) => `video_${digits(i)}${digits(i)}\n`),
};

function repeated(piece: string): (characters: number) => string {
  return (characters) => piece.repeat(Math.ceil(characters / piece.length));
}

function each(pieceAt: (i: number) => string): (characters: number) => string {
  return (characters) => {
    const pieces: string[] = [];
    for (let [i, length] = [0, 0]; length < characters; i++) {
      const piece = pieceAt(i);
      pieces.push(piece);
      length += piece.length;
    }
    return pieces.join('');
  };
}

/** Twelve digits in hex that look random, and are the same each time. */
function digits(i: number): string {
  const mixed = Math.imul(i + 1, 0x9e3779b1) >>> 0;
  return `a1${mixed.toString(16).padStart(8, '0')}${(i % 256).toString(16).padStart(2, '0')}`;
}
