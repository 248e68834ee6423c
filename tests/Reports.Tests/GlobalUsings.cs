global using DeepRecipes.Kernels;
global using DeepRecipes.Reports;
global using FsCheck;
global using FsCheck.Fluent;
