/** Prefixes that a log, a list or a console writes before a text. */
const FRAMES: readonly RegExp[] = [
  // 2026-11-28 14:03:11,123 · 2026-11-28T14:03:11.123Z · [14:03:11] · 28/11/2026 14:03 · [11/28/26 14:03:11]
  /^[[(]?\d{4}[-/.]\d\d[-/.]\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?\s?(?:Z|[+-]\d\d:?\d\d|UTC)?)?[\])]?[\s:,|-]*/,
  /^[[(]?(?:\d\d?[/.]\d\d?[/.](?:\d{4}|\d\d)[ ,]+)?\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?(?:\s?[AP]M)?[\])]?[\s:,|-]+/i,
  /^[\w-]{1,40}\.(?:DEBUG|INFO|NOTICE|WARNING|ERROR|CRITICAL):\s/,
  /^[[(<]?(?:TRACE|DEBUG|INFO|NOTICE|WARN(?:ING)?|ERROR|FATAL|CRITICAL|SUCCESS)[\])>]?[\s:|-]*(?:[\w.]{1,60}[\s]?[:|-]\s+)?/,
  // The opening bracket of a dictionary.
  /^[{[(]\s*(?=["'])/,
  // Bullets, check boxes and numbers of lists.
  /^[-*+•·‣▪✓✔✅☑>]+\s+/,
  /^\[[ x]\]\s+/i,
  /^\(?\d{1,3}(?:[.)]|\/(?!\s*\d))\s+/,
  // The index of a row, and a column of numbers.
  /^(?:\d{1,4}\s+){2,}(?=\p{L})/u,
  /^(?:started|starting|submitted|submitting|created|creating|queued|tracking|polling|generating|saved)\b[\s:]*/i,
];
/** A position among several, such as `[3/12]` or `3 of 12`, before a text. */
const COUNTER = /^(?:[[(]?#?\d{1,4}\s?(?:\/|of)\s?\d{1,4}[\])]?|[[(]\d{1,4}[\])])[\s:.|-]+(?=\S)/;

/** Marks around a label that quote it or lead to the name. */
const LEADING = /^[\s:=→⇒⟶➜>|,;#•·*_"'`~/\\–—-]+/;
const TRAILING_MARK = '[\\s:=→⇒⟶➜>|,;#•·*_"\'`~\\\\–—(<[{\\p{Extended_Pictographic}\\ufe0f-]';
const TRAILING = new RegExp(`(?<!${TRAILING_MARK})${TRAILING_MARK}+$`, 'u');
/** Words at the end of a label that only announce a name. */
const KEYWORDS =
  /(?:^|[\s,;|:="'([{])(?:\w{1,30}\.){0,3}(?:(?:veo|video|operation|op|job|task|request|generation|resource|file)[\s_-]?)?(?:names?|ids?|uri|url|operations?|job|task|video|op|started|submitted|created)$/i;

/** Words that say nothing about a video, neither alone nor together. */
const NOISE = new Set(
  'answer assert assertionerror err ic inf interaction meta saving wrn dbg body false html local null message msg param params query string then top a an and are as at be check checking cmd content created curl data debug default done error failed file files for from generate generated generating generation get getting got has have here http https i id ids in info is it its job jobs key line link list log long lro model models my name named names new none null now object of ok on op operation operations output path pending poll polling post prediction predict print progress queue queued received request requests resource response result results run running save saved script see sent start started starting state status submit submitted success succeeded task tasks text the this to track tracking true type undefined uri url use value veo video videos wait waiting warning was with you your tác vụ tên mã đang chạy xong trạng thái là của mình nè nhé đây này'.split(
    ' ',
  ),
);
/** The beginning of a line for a shell or an interpreter. */
const COMMAND =
  /^(?:[$%#]\s|>>>|PS\b.*>|In \[\d*\]|Out\[\d*\]|(?:curl|wget|http|echo|export|set|cat|grep|python3?|node|npx?|const|let|var|return|print|await|import|from|def|for|if|while)\b)/;
/** A call whose argument is the name. */
const CALL = /\w(?:[([{]\s?(?:\w{1,40}\s?[:=]\s?)?| \{\s?\w{1,40}\s?[:=]\s?)["']?\s*$/;
const CODE =
  /:\/\/|\S[=&]\S|video_\w{6}|models\/|operations\/|["']\s?[:,]\s?["'\d]|\w\(|\w\.\w+\(|[;{}]|\$\w|\\|\b\w+\.\w+\.\w+|(?:^|\s)--?[a-z][\w-]*|\b(?:UPDATE|INSERT|SELECT|DELETE|VALUES|WHERE)\s/;
/** Where in a program a line was logged, such as `main.go:41`. */
const SOURCE_LINE = /(?<![\w./-])[\w./-]{1,80}\.[a-z]\w{0,4}:\d{1,6}(?::\d{1,6})?(?!\w)/g;
/** No word of a language is so long; ids, hashes and Base64 are. */
const LONG_WORD = /[\w+/=.-]{32,}/;

/** A text without time, level, bullet, counter, quotation marks, arrows and keywords around it. */
export function withoutFrame(text: string): string {
  if (COMMAND.test(text) || CALL.test(text)) return '';
  const bare = withoutEnd(
    FRAMES.reduce(
      (rest, frame) => rest.replace(frame, ''),
      text.replace(TAG, ' ').replace(SOURCE_LINE, ' ').replace(EMPHASIS, '$2').trimStart(),
    ),
  );
  const named = withoutEnd(bare.replace(COUNTER, ''));
  // A counter alone is a label, too.
  const label = isInformative(named) ? named : bare;
  return label
    .replace(LEADING, '')
    .replace(/^\[([^\]]*)\]?$/, '$1')
    .trim();
}

function withoutEnd(text: string): string {
  let rest = text;
  for (let before = ''; before !== rest; ) {
    before = rest;
    rest = rest.replace(TRAILING, '').replace(KEYWORDS, '');
  }
  return rest;
}

/** Words that Markdown marks, such as `See *Storm*`: the mark behind them would be taken for one that leads to the name. */
const EMPHASIS = /(?<![\w*_`])(\*{1,3}|_{1,3}|`)(?![\s*_`])([^*_`\n]{1,200})(?<!\s)\1(?![\w*_`])/g;

/** A tag of HTML, perhaps cut off by the name in it. */
const TAG = /<\/?[a-z][^<>]*(?:>|$)/gi;

/** Not a number without marks, which may be the status of an answer. */
const COUNTER_ALONE = /^(?:[[(#]\d{1,4}(?:\/\d{1,4})?[\])]?|\d{1,4}\/\d{1,4})$/;

/** Whether a text says something about a video, and is neither code nor an id. */
export function isInformative(text: string): boolean {
  if (text === '' || COMMAND.test(text) || CODE.test(text) || LONG_WORD.test(text) || !isBalanced(text))
    return false;
  const words = text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  if (words.length === 0) return false;
  return COUNTER_ALONE.test(text) || words.some((word) => !NOISE.has(word) && !/^(?:\d+|[a-z])$/.test(word));
}

/** Whether all brackets and quotes are closed: an open one would close only behind the name. */
function isBalanced(text: string): boolean {
  return [
    ['(', ')'],
    ['[', ']'],
    ['"', '"'],
  ].every(([open = '', close = '']) =>
    open === close ? text.split(open).length % 2 === 1 : text.split(open).length === text.split(close).length,
  );
}
