/** A slash as it may be written: escaped, percent-encoded, an entity, typed wide. */
const SLASH = '[/\\\\%&／⁄∕]';
const MODEL =
  '[vV][eE][oO]|[vV]ideo|[sS]ora|[kK]ling|[oO]mni|[sS]eedance|[hH]ailuo|[rR]unway|[pP]ixverse|[tTiI]2[vV]|[wW]an-?\\d';

/** A word that stands in every text that names an operation; all that most texts cost is to look for it. */
const WORD = new RegExp(
  `${MODEL}|operations|models${SLASH}|interaction|ask_?[iI]d|generation|polling_?[uU]rl|unsigned_urls|v1_C[h-l]`,
);

/**
 * What the forms of names, addresses and answers have in common, as it stands in a text before any cleaning: of one row
 * all occur.
 */
const FORMS: readonly (readonly RegExp[])[] = [
  // One of the words may be broken by a colour or a line end.
  [new RegExp(`(?:models|operations)${SLASH}`)],
  [/video_/, /\d|bGl0|id/i],
  // Addresses of a status, and their paths in access logs.
  [new RegExp(`(?:/|2F)(?:videos?|interactions)${SLASH}`, 'i')],
  [/generation|record-info|query|status|fetch/, /(?:generation_id|task_?[iI]d|[?&;]id)(?:=|%(?:25)*3D)/],
  // Fields that answers about a job have.
  [/["'\\;](?:video|interaction)(?:["'\\&]|[._]generation)|generation[._]task/i],
  // Many services answer with a code and a task that has nothing to do with videos.
  [/code/, /task_?[iI]d["'\\&]/, new RegExp(MODEL)],
  [/generation_?[iI]d/, new RegExp(MODEL)],
  [/polling_?[uU]rl/],
  [/[sS]tatus/, new RegExp(`${MODEL}|unsigned_urls|task_result`)],
  [/status/, /steps/, /user_input|model_output|thought|_call|_result/],
  [/(?:chat|q)video-|veo[\w.-]{0,40}:|veo_task_|[0-9a-f]{12}:[\w-]{2,40}\/(?:veo|sora|kling)|v1_C[h-l]/],
  [/interactions\/v1_/],
];

/** Whether a text holds a word that all texts have that name an operation. */
export function holdsTrigger(text: string): boolean {
  return WORD.test(text);
}

/** Whether a section of a text has anything in common with those that name an operation, which few have. */
export function mayNameOperation(section: string): boolean {
  return WORD.test(section) && FORMS.some((parts) => parts.every((part) => part.test(section)));
}
