/** Parts of a model id that name its interface or its release, and not its version or kind. */
const OMITTED = /^(?:generate|preview|exp|\d{3}|\d{4}|latest)$/;

/** What people call a model: `veo-3.1-fast-generate-001` is "Veo 3.1 fast", `openai/sora-2-pro` is "Sora 2 pro". */
export function modelTitle(model: string): string {
  const [family = model, ...parts] = wordsOf(model);
  return [family.charAt(0).toUpperCase() + family.slice(1), ...parts].join(' ');
}

/** Like `modelTitle`, for narrow places: a Veo is known by its version, such as "3.1 fast". */
export function shortModelTitle(model: string): string {
  const [family, ...parts] = wordsOf(model);
  return family?.toLowerCase() === 'veo' && parts.length > 0 ? parts.join(' ') : modelTitle(model);
}

function wordsOf(model: string): string[] {
  const words = (model.split('/').at(-1) ?? model).split('-').filter((word) => word !== '');
  const kept = words.filter((word, index) => index === 0 || !OMITTED.test(word));
  return kept.length > 0 ? kept : [model];
}
