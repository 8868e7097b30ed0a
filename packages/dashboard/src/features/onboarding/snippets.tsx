import { Tabs } from '@base-ui/react/tabs';

import { CopyButton } from '../../ui/copy-button.tsx';

const languages = ['curl', 'TypeScript', 'OpenAI', 'LangChain'] as const;

/** The first log in the language of the reader, with the key filled in. */
export function Snippets({ apiKey }: { apiKey: string }) {
  const snippets = toSnippets(apiKey, location.origin);
  return (
    <Tabs.Root defaultValue="curl">
      <Tabs.List aria-label="Language" className="border-line mb-3 flex gap-4 border-b">
        {languages.map((language) => (
          <Tabs.Tab
            key={language}
            value={language}
            className="text-muted data-[active]:text-ink data-[active]:border-accent -mb-px border-b-2 border-transparent pb-1.5 font-medium"
          >
            {language}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {languages.map((language) => (
        <Tabs.Panel key={language} value={language} className="border-line bg-canvas rounded-md border p-3">
          <div className="flex justify-end">
            <CopyButton text={snippets[language]} />
          </div>
          <pre
            tabIndex={0}
            role="group"
            aria-label={`The first log with ${language}`}
            className="overflow-auto font-mono text-xs leading-relaxed"
          >
            {snippets[language]}
          </pre>
        </Tabs.Panel>
      ))}
    </Tabs.Root>
  );
}

function toSnippets(apiKey: string, baseUrl: string): Record<(typeof languages)[number], string> {
  const create = `new AgentAuditClient({ apiKey: '${apiKey}', baseUrl: '${baseUrl}' })`;
  return {
    curl: `curl -X POST ${baseUrl}/api/v1/audit-logs \\
  -H "X-API-Key: ${apiKey}" \\
  -H "Content-Type: application/json" \\
  -d '{ "action": "llm_call", "prompt": "Hello", "response": "Hi!", "metadata": { "model": "gpt-4o" } }'`,
    TypeScript: `// npm install agentaudit-client
import { AgentAuditClient } from 'agentaudit-client';

const client = ${create};

await client.log({
  action: 'llm_call',
  prompt: 'Hello',
  response: 'Hi!',
  metadata: { model: 'gpt-4o' },
});`,
    OpenAI: `// npm install agentaudit-client agentaudit-openai openai
import { AgentAuditClient } from 'agentaudit-client';
import { wrapOpenAI } from 'agentaudit-openai';
import OpenAI from 'openai';

const client = ${create};
const openai = wrapOpenAI(new OpenAI(), { client });`,
    LangChain: `// npm install agentaudit-client agentaudit-langchain
import { AgentAuditClient } from 'agentaudit-client';
import { AgentAuditCallbackHandler } from 'agentaudit-langchain';

const client = ${create};
const handler = new AgentAuditCallbackHandler({ client });

await chain.invoke(input, { callbacks: [handler] });`,
  };
}
