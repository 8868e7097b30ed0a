import { TokensField } from './tokens-field.tsx';

const keys = ['agentId', 'userId', 'sessionId', 'traceId', 'action', 'organization'];

interface GroupByFieldProps {
  groupBy: string | readonly string[] | undefined;
  error: string | undefined;
  onChange: (groupBy: string | string[] | undefined) => void;
}

/** What events are counted apart by. */
export function GroupByField({ groupBy, error, onChange }: GroupByFieldProps) {
  return (
    <TokensField
      label="Counted apart by"
      values={groupBy === undefined ? [] : [groupBy].flat()}
      suggestions={keys}
      placeholder="agentId"
      hint="Or a path such as metadata.tool. Default: each agent by itself."
      error={error}
      onChange={(values) => onChange(values?.length === 1 ? values[0] : values)}
    />
  );
}
