global using DeepRecipes.Kernels;
