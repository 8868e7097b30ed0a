// Every export here is public API.
export { type AnthropicLike, wrapAnthropic, type WrapAnthropicOptions } from './wrap-anthropic.ts';
