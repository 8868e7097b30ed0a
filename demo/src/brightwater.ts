/** The organization of the demo, and who works there. */
export const organizationName = 'Brightwater Health';

/** For everybody: it is a demo on your own machine. */
export const password = 'demo-password';

export const owner = 'demo@example.com';

export const colleagues = {
  dana: { email: 'dana.reyes@example.com', role: 'reviewer' },
  tom: { email: 'tom.akande@example.com', role: 'admin' },
  ines: { email: 'ines.ferreira@example.com', role: 'auditor' },
} as const;
