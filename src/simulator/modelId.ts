/** A model id that can stand in a path, such as `veo-3.1-lite-generate-001`. */
export const MODEL_ID = /^\w[\w.-]{0,99}$/;

/**
 * The model id itself.
 *
 * @throws RangeError when it cannot stand in a path.
 */
export function checkedModel(model: string): string {
  if (!MODEL_ID.test(model)) throw new RangeError(`"${model}" is no model id.`);
  return model;
}
