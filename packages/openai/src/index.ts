// Every export here is public API.
export { wrapOpenAI, type OpenAILike, type WrapOpenAIOptions } from './wrap-openai.ts';
