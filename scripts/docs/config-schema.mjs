// docs/schema/stx-patch.schema.json: what a configuration file may say, from the declarations of the options.
import { allSettings, configSchema } from "../../packages/cli/dist/index.js";

/** The schema as JSON. */
export async function configSchemaText() {
  return JSON.stringify(configSchema(await allSettings()), null, 2);
}
