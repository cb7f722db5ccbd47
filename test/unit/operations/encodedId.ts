/** An id as LiteLLM makes it (litellm/types/videos/utils.py). The project in it is confidential. */
export function encodedId(model: string, project = 'secret-project'): string {
  const operation = `projects/${project}/locations/us-central1/publishers/google/models/${model}/operations/0f8fad5b`;
  return `video_${btoa(`litellm:custom_llm_provider:vertex_ai;model_id:${model};video_id:${operation}`)}`;
}
