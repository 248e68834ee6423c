namespace DeepRecipes.Metrics.Tests.Detection;

public sealed class CocoIdsTests : IDisposable
{
    private readonly string _path = Path.Combine(Directory.CreateTempSubdirectory("deeprecipes-ids-").FullName, "gt.json");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_path)!, recursive: true);

    [Fact]
    public void PicturesHaveTheirIdsAndCategoriesRise()
    {
        CocoIds ids = Load("""{"images": [{"id": 5, "file_name": "b.png"}, {"id": 2, "file_name": "a.png"}], "categories": [{"id": 18}, {"id": 3}]}""");
        Assert.Equal(5, ids.Images["b.png"]);
        Assert.Equal([3L, 18], ids.Categories.AsEnumerable());
    }

    [Fact]
    public void ClassesAreCategoriesByTheirNames()
    {
        CocoIds ids = Load("""{"images": [], "categories": [{"id": 18, "name": "dog"}, {"id": 3, "name": "cat"}, {"id": 7}, {"id": 9, "name": "twin"}, {"id": 10, "name": "twin"}]}""");
        Assert.Equal(["cat", "", "twin", "twin", "dog"], ids.Names.AsEnumerable());
        Assert.Equal([18L, 3], ids.CategoriesOf(["dog", "cat"])!.Value.AsEnumerable());
        Assert.Null(ids.CategoriesOf(["dog", "horse"]));
        Assert.Null(ids.CategoriesOf(["dog", "twin"]));
    }

    [Theory]
    [InlineData("""{"categories": []}""", "images")]
    [InlineData("""{"images": [{"id": 1}], "categories": []}""", "images[0]")]
    [InlineData("""{"images": [{"id": 1, "file_name": "a"}, {"id": 2, "file_name": "a"}], "categories": []}""", "images[1]")]
    [InlineData("""{"images": [], "categories": [{"id": "x"}]}""", "categories[0]")]
    [InlineData("""{"images": [""", "$")]
    public void WhatIsNoCocoFileIsRefusedWithThePlace(string json, string place) =>
        Assert.Equal(place, Assert.Throws<CocoFormatException>(() => Load(json)).Place);

    private CocoIds Load(string json)
    {
        File.WriteAllText(_path, json);
        return CocoIds.Load(_path);
    }
}
