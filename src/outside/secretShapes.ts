/** Keys begin with a prefix of their service: prefix and length distinguish them from ids. */
const PREFIXED = [
  // Google: API keys since 2026, OAuth access and refresh tokens, client secrets.
  'AQ\\.[\\w.-]{19,}[\\w-]',
  'ya29\\.[\\w.-]{9,}[\\w-]',
  '1//0[\\w-]{20,}',
  'GOCSPX-[\\w-]{20,}',
  // OpenAI, Anthropic, LiteLLM and OpenRouter, also as their servers echo them: `sk-...WXYZ`.
  'sk-[\\w.*…-]{2,}',
  // Other services that run models.
  '(?:r8_|hf_|fw_|tgp_v1_|vck_|lsv2_)[\\w-]{20,}',
  '(?:xai-|pplx-|nvapi-|tvly-)[\\w-]{20,}',
  // ElevenLabs, Novita, Groq, Cerebras, Pinecone: only consonants stand before it, while words and `task_` have a vowel.
  '(?!tsk)[b-df-hj-np-tv-z]{0,3}sk[_-][\\w-]{20,}',
  // Runway, Mailgun, Luma, Databricks and Notion, whose prefixes are words too.
  'key_[A-Za-z0-9]{40,}',
  'key-[0-9a-f]{32}(?![\\w-])',
  'luma-[0-9a-f]{8}-[0-9a-f-]{40,}',
  'dapi[0-9a-f]{32}',
  'secret_[A-Za-z0-9]{40,}',
  // Hosts of code and packages.
  'gh[pousr]_[A-Za-z0-9_]{16,}',
  'github_pat_\\w{20,}',
  'gl(?:pat|dt|rt|ptt|cbt|ft|soat)-[\\w.-]{19,}[\\w-]',
  'npm_[A-Za-z0-9]{30,}',
  'pypi-[\\w-]{30,}',
  'dckr_pat_[\\w-]{20,}',
  '(?:nfp_|sbp_|HRKU-)[\\w-]{20,}',
  // Chat, mail, payment and clouds.
  'xox[a-z]-[\\w-]{10,}',
  'xapp-[\\w-]{20,}',
  '(?:ntn_|lin_(?:api|oauth)_)[\\w-]{20,}',
  '\\d{8,10}:AA[\\w-]{30,}',
  'SK[0-9a-f]{32}(?![\\w-])',
  'SG\\.[\\w-]{16,}\\.[\\w-]{16,}',
  '(?:sk|rk|pk)_(?:live|test)_[A-Za-z0-9]{8,}',
  'whsec_[\\w+/=-]{16,}',
  '(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])',
  'do[opr]_v1_[0-9a-f]{32,}',
  '(?:shpat|shpss|shpca|shppa)_[0-9a-fA-F]{32,}',
  'tskey-[\\w-]{20,}',
];

/**
 * No prefix counts within a word or at the beginning of a segment of an operation's name, which may begin with anything.
 * The lookahead stands first, or else a long text would take several times as long.
 */
const NOT_IN_A_NAME = '(?=[AGHS1-9a-z])(?<!\\w|(?:models|operations)\\\\?\\/)';

/** Google's API keys before 2026. Nothing else looks like them, so they count after a letter, too. */
const OLD_GOOGLE_KEY = 'AIza[\\w-]{10,}';

/** A JSON Web Token: header and payload begin with an encoded `{"`; the signature may be empty. */
const JSON_WEB_TOKEN = '(?<![\\w-])eyJ[\\w-]{6,}\\.[\\w-]{4,}\\.[\\w-]*';

/** A private key, up to its end or else to the end of the text, since its lines alone look like nothing known. */
const PRIVATE_KEY =
  '-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----(?:[^-]|-(?!----))*(?:-----END [A-Z0-9 ]{0,40}-----)?';

/** Azure's keys since 2024: 84 characters with this mark within. */
const AZURE_KEY = '\\b[A-Za-z0-9]{52}JQQJ99[A-Za-z0-9]{26}\\b';

/** A SHA-256 in hex, as LiteLLM names its keys. */
const HASH = '\\b[0-9a-fA-F]{64}\\b';

/**
 * What secrets look like, as global regular expressions. UUIDs are not among them, since gateways use them as ids of
 * operations. Sources: the services' own documentation, and GitHub's list of patterns
 * (docs.github.com/code-security/secret-scanning).
 */
export const SECRET_SHAPES: readonly RegExp[] = [
  `${NOT_IN_A_NAME}(?:${PREFIXED.join('|')})`,
  OLD_GOOGLE_KEY,
  JSON_WEB_TOKEN,
  PRIVATE_KEY,
  AZURE_KEY,
  HASH,
].map((source) => new RegExp(source, 'g'));

/** Hashes of any common length. Only a whole text that is a hash counts as a secret. */
const ANY_HASH = /^[0-9a-fA-F]{32,}$/;
const WHOLE_SECRETS = SECRET_SHAPES.map(({ source }) => new RegExp(`^(?:${source})$`));

/** Whether a whole text is a secret. */
export function isSecret(text: string): boolean {
  return ANY_HASH.test(text) || WHOLE_SECRETS.some((shape) => shape.test(text));
}

/** Whether a text contains a secret. */
export function holdsSecret(text: string): boolean {
  return SECRET_SHAPES.some((shape) => text.search(shape) >= 0);
}

/** A shorter id is never taken for a key. */
const MIN_KEY_CHARACTERS = 20;
const PREFIX = /^([a-z]{1,10}\d?)[_-]/i;
const UUID = /^(?:[a-z]{1,10}\d?[_-])?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Prefixes of operation ids at gateways. The rest of such an id may look like anything. */
const ID_PREFIX =
  /^(?:\w*(?:task|job|video|gen|generation|operation|request|prediction|render|clip|run|veo)|op|ops|req|vid|pred|cgt|msg|resp|id|v\d|[it]2v)$/i;

/**
 * Whether a text in the place of an operation's id is more likely a key: it is long, and has a prefix that no id has, or
 * mixes capitals, small letters and digits. Google's ids have small letters and digits, other ids are UUIDs.
 */
export function isLikelyKey(id: string): boolean {
  if (id.length < MIN_KEY_CHARACTERS || !/^[\w-]+$/.test(id) || UUID.test(id)) return false;
  const prefix = PREFIX.exec(id)?.[1];
  if (prefix !== undefined && /\d/.test(id)) return !ID_PREFIX.test(prefix);
  return /[A-Z]/.test(id) && /[a-z]/.test(id) && /\d/.test(id);
}
