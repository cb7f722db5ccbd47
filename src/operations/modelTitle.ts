/** What a model id says beside version and kind: how it is called, and of what release it is. */
const NOISE = /^(?:generate|preview|exp|\d{3}|\d{4}|latest)$/;

/**
 * A model as people say it: `veo-3.1-fast-generate-001` is "Veo 3.1 fast", `openai/sora-2-pro` is "Sora 2 pro".
 *
 * @param model id of the model
 */
export function modelTitle(model: string): string {
  const [family = model, ...parts] = wordsOf(model);
  return [family.charAt(0).toUpperCase() + family.slice(1), ...parts].join(' ');
}

/** The same where there is little room: every Veo is known by its version, "3.1 fast". */
export function shortModelTitle(model: string): string {
  const [family, ...parts] = wordsOf(model);
  return family?.toLowerCase() === 'veo' && parts.length > 0 ? parts.join(' ') : modelTitle(model);
}

function wordsOf(model: string): string[] {
  const words = (model.split('/').at(-1) ?? model).split('-').filter((word) => word !== '');
  const telling = words.filter((word, index) => index === 0 || !NOISE.test(word));
  return telling.length > 0 ? telling : [model];
}
