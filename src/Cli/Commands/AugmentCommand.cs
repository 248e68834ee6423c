using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using DeepRecipes.Augmentation;
using DeepRecipes.Kernels;
using DeepRecipes.Reports;
using DeepRecipes.Transforms;
using Microsoft.ML.Data;
using Spectre.Console;

namespace DeepRecipes.Cli;

/// <summary><c>deeprecipes augment</c>: copies of a COCO data set, with everything that belongs to the pictures moved.</summary>
internal static class AugmentCommand
{
    private const string Annotations = "annotations.json";

    private const int MostInPreview = 24;

    public static Command Create()
    {
        var recipe = new Option<string>("--recipe") { HelpName = "FILE", Required = true, Description = "The recipe: {\"deeprecipes\": 1, \"steps\": [...]}." };
        var images = new Option<string>("--images") { HelpName = "DIR", Required = true, Description = "The folder of the pictures that the COCO file names." };
        var truth = new Option<string>("--truth") { HelpName = "FILE", Required = true, Description = "The COCO file: boxes, keypoints and masks move with the pictures." };
        var destination = new Option<string>("--out") { HelpName = "DIR", Required = true, Description = "Where the copies and their annotations.json go." };
        var seed = new Option<long>("--seed") { HelpName = "N", Description = "Another seed, other copies; the same seed, the same bytes. Default: 0." };
        var copies = new Option<int>("--copies") { HelpName = "N", Description = "Copies of each picture.", DefaultValueFactory = _ => 1 };
        var preview = new Option<bool>("--preview") { Description = $"Write preview.png too: up to {MostInPreview} copies with everything drawn." };
        var command = new Command("augment", "Make augmented copies of pictures with their boxes, keypoints and masks. Pictures and annotations that cannot be read are listed with their ids, the rest is made, and the exit code is 2.")
        {
            recipe, images, truth, destination, seed, copies, preview,
        };
        command.Does(parsed =>
        {
            OutputFolder.RequireApart("--out", parsed.GetRequiredValue(destination), parsed.GetRequiredValue(images));
            OutputFolder.RequireApart("--out", Path.Combine(parsed.GetRequiredValue(destination), Annotations), parsed.GetRequiredValue(truth));
            JsonObject content = Read(parsed.GetRequiredValue(truth));
            KeypointSkeleton? skeleton = CocoSkeleton.Of(content);
            var augmenter = new CocoAugmenter(content, Recipe.Load(parsed.GetRequiredValue(recipe)), new() { Skeleton = skeleton }, parsed.GetValue(seed));
            return Run(parsed, augmenter, new(content, skeleton), parsed.GetRequiredValue(images), parsed.GetRequiredValue(destination), parsed.GetValue(copies), parsed.GetValue(preview));
        });
        return command;
    }

    private static int Run(ParseResult parsed, CocoAugmenter augmenter, CocoDrawing drawing, string images, string destination, int copies, bool preview)
    {
        var problems = new List<string>(augmenter.Problems);
        var drops = new SortedDictionary<BoxDropReason, int>();
        int made = 0;
        int kept = 0;
        ContactSheet? sheet = preview ? new((int)Math.Clamp((long)augmenter.Pictures.Count * copies, 1, MostInPreview)) : null;
        JsonObject? result = null;
        PictureProgress.Run(parsed.Progress(), "Augmenting", augmenter.Pictures.Count, pictureDone =>
        {
            result = augmenter.Collect(Copies());

            IEnumerable<CocoCopy> Copies()
            {
                foreach (AugmentedPicture picture in AugmentedFolder.Write(augmenter, images, destination, copies))
                {
                    if (picture.Problem is { } problem)
                        problems.Add(problem);
                    foreach (CocoCopy copy in picture.Copies)
                    {
                        problems.AddRange(copy.Number == 0 ? copy.Problems : []);
                        foreach (CocoDrop drop in copy.Dropped)
                            drops[drop.Reason] = drops.GetValueOrDefault(drop.Reason) + 1;
                        made++;
                        kept += copy.Annotations.Length;
                        if (sheet is not null && sheet.Count < MostInPreview)
                            drawing.Add(copy, sheet);
                        yield return copy;
                    }

                    pictureDone(picture.Problem is null);
                }
            }
        });

        OutputFile.Write(Path.Combine(destination, Annotations), file =>
        {
            using var json = new Utf8JsonWriter(file);
            result!.WriteTo(json);
        });
        if (sheet is not null)
        {
            using MLImage image = MLImage.CreateFromPixels(sheet.UsedShape.Width, sheet.UsedShape.Height, MLPixelFormat.Rgba32, sheet.Pixels[..sheet.UsedShape.Length]);
            PictureFile.Save(image, Path.Combine(destination, "preview.png"));
        }

        TextWriter output = parsed.Output();
        output.WriteLine($"{made} images with {kept} annotations");
        output.WriteLine($"{drops.Values.Sum()} annotations dropped{(drops.Count == 0 ? "" : ": ")}{string.Join(", ", drops.Select(drop => $"{drop.Value} {drop.Key}"))}");
        foreach (string problem in problems)
            parsed.Error().WriteLine(problem);
        return problems.Count == 0 ? ExitCode.Done : ExitCode.Partly;
    }

    private static JsonObject Read(string path)
    {
        try
        {
            return JsonNode.Parse(File.ReadAllBytes(path)) as JsonObject ?? throw new FormatException($"{path}: a COCO file is an object with images and annotations.");
        }
        catch (JsonException e)
        {
            throw new FormatException($"{path} is no JSON: {e.Message}", e);
        }
    }
}
