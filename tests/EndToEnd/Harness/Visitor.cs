using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Xunit;

namespace Devstack.EndToEnd.Harness;

/// <summary>A person who calls the LMS's APIs with the cookies of a login, as a micro-frontend does.</summary>
internal sealed class Visitor
{
    private readonly HttpClient _http;
    private readonly Uri _lms;
    private readonly Person _person;
    private string _token = "";

    private Visitor(HttpClient http, Uri lms, Person person) => (_http, _lms, _person) = (http, lms, person);

    /// <summary>Logs in. The client keeps the cookies.</summary>
    public static async Task<Visitor> LogInAsync(HttpClient http, Uri lms, Person person)
    {
        var visitor = new Visitor(http, lms, person);
        await visitor.RenewTokenAsync();
        using var form = new FormUrlEncodedContent([new("email_or_username", person.Name), new("password", person.Password)]);
        await visitor.PostAsync("/api/user/v1/account/login_session/", form);
        await visitor.RenewTokenAsync(); // a login makes another one
        return visitor;
    }

    /// <summary>Stores a picture of the person.</summary>
    public async Task UploadPictureAsync(byte[] picture)
    {
        using var file = new ByteArrayContent(picture);
        file.Headers.ContentType = new MediaTypeHeaderValue("image/png");
        using var form = new MultipartFormDataContent { { file, "file", "me.png" } };
        await PostAsync($"/api/user/v1/accounts/{_person.Name}/image", form);
    }

    /// <summary>Where the person's picture is.</summary>
    public async Task<Uri> PictureAsync()
    {
        var account = await _http.GetFromJsonAsync<JsonElement>(new Uri(_lms, $"/api/user/v1/accounts/{_person.Name}"), TestContext.Current.CancellationToken);
        return new(account.GetProperty("profile_image").GetProperty("image_url_full").GetString()!);
    }

    private async Task RenewTokenAsync() => _token = (await _http.GetFromJsonAsync<JsonElement>(new Uri(_lms, "/csrf/api/v1/token"), TestContext.Current.CancellationToken))
        .GetProperty("csrfToken").GetString()!;

    private async Task PostAsync(string path, HttpContent content)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_lms, path)) { Content = content, Headers = { { "X-CSRFToken", _token } } };
        using var answer = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}");
    }
}
