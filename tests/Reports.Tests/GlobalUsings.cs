global using DeepRecipes.Kernels;
global using FsCheck;
global using FsCheck.Fluent;
