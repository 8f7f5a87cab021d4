import type { Notice, Suggestion } from '@chancery/reader';
import { LanguageModelError, suggestQuotations } from '../ingest/language-model.ts';
import { UsageError } from '../server/settings.ts';

/** What a language model suggests for a text. If it fails, the text is read by the rules alone, and a notice says so. */
export async function readSuggestions(
  text: string,
): Promise<{ suggestions: Suggestion[]; notice: { code: 'LLM_FAILED'; message: string } | undefined }> {
  const model = readLanguageModel(process.env);
  try {
    return { suggestions: await suggestQuotations(text, model), notice: undefined };
  } catch (error) {
    if (!(error instanceof LanguageModelError)) throw error;
    const message = `${error.message} The text is read by the rules alone.`;
    return { suggestions: [], notice: { code: 'LLM_FAILED', message } };
  }
}

/** Reads the variables of the language model, which no other command needs, and which no command prints. */
function readLanguageModel(environment: Readonly<Record<string, string | undefined>>) {
  const { CHANCERY_LLM_URL: url = '', CHANCERY_LLM_MODEL: model = '', CHANCERY_LLM_KEY: key } = environment;
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
    throw new UsageError(
      `CHANCERY_LLM_URL is "${url}". It must be the base address of an OpenAI-compatible API, such as https://api.example.org/v1.`,
    );
  if (model === '') throw new UsageError('CHANCERY_LLM_MODEL is "". It must be the name of a model.');
  return { url, model, key };
}

/** What became of the suggestions, for stderr. */
export const describeSuggestions = ({
  given,
  merged,
  added,
  dropped,
}: {
  given: number;
  merged: number;
  added: number;
  dropped: number;
}): Notice['message'] =>
  `The language model suggested ${given} quotations: ${merged} that the rules found as well, ${added} more, and ${dropped} that the text does not have, which were dropped.`;
