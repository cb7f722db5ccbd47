/**
 * An endpoint with an API that the settings describe, as a snippet of VS Code: what stands in its places is an example
 * (docs.kie.ai has an API of nearly this form).
 */
export const DESCRIBED_EXAMPLE = `{
	"id": "\${1:my-api}",
	"kind": "described",
	"url": "\${2:https://api.example.com}",
	"auth": "\${3|bearer,bare,x-api-key,x-goog-api-key,none|}",
	"api": {
		"status": "\${4:/jobs/{id\\}}",
		"state": "\${5:data.status}",
		"running": ["\${6:running}"],
		"succeeded": ["\${7:succeeded}"],
		"failed": ["\${8:failed}"],
		"videos": "\${9:data.videos[*].url}",
		"error": "\${10:data.error}"
	}
}`;
