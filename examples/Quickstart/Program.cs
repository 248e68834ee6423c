using Quickstart;

// The whole tour: find faces, augment one, compare two classic learners on digits, and write it all into one page.
return Demo.Run(args is [var folder] ? folder : Path.Combine("artifacts", "quickstart"));
